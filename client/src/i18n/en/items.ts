/** Words of the till's rarer ways to an item: one that is not on file, and the camera. */
export const items = {
  unlisted: {
    name: 'Name',
    nameHint: 'Stands on the receipt; without one, its department does.',
    department: 'Department',
    noDepartment: 'No department',
    tax: 'Tax',
  },
  camera: {
    title: 'Scan with the camera',
    hint: 'Hold a code into the picture.',
    refused: 'The camera cannot be used',
    refusedHint:
      'Nothing was added. Allow the camera for this page in the browser, then try again. {{reason}}',
    close: 'Camera off',
  },
} as const
