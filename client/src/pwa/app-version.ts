declare const __APP_VERSION__: string

/** Version and commit of the running build, as in `0.1.0+1a2b3c4`; `dev` where nothing was built (unit tests). */
export const appVersion: string = typeof __APP_VERSION__ === 'string' ? __APP_VERSION__ : 'dev'
