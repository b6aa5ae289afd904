import type { RecordFieldProblem } from '@evertill/crdt-model'
import Plus from 'lucide-solid/icons/plus'
import { createSignal, type JSX } from 'solid-js'
import { Button } from '../ui/button.tsx'
import { TextField } from '../ui/text-field.tsx'
import { problemWords } from './problem-words.ts'

/** Something new that is known by its name alone: a field and a button. The field is empty again once it is added. */
export function NameForm(props: {
  readonly label: string
  /** What the button says. */
  readonly action: string
  readonly validate: (name: string) => RecordFieldProblem | null
  /** Resolves to whether it is stored. */
  readonly onAdd: (name: string) => Promise<boolean>
  /** Of the field, for browsers that fill in forms. */
  readonly name?: string
  /** Adding is not what one comes to the page for. */
  readonly quiet?: boolean
}): JSX.Element {
  const [name, setName] = createSignal('')
  const [problem, setProblem] = createSignal<string>()
  const add = async (event: SubmitEvent) => {
    event.preventDefault()
    const found = props.validate(name().trim())
    if (found !== null) setProblem(problemWords(found))
    else if (await props.onAdd(name().trim())) setName('')
  }
  return (
    <form class="office-form" noValidate onSubmit={event => void add(event)}>
      <TextField
        label={props.label}
        value={name()}
        onValue={value => {
          setName(value)
          setProblem(undefined)
        }}
        error={problem()}
        autocomplete="off"
        {...(props.name === undefined ? {} : { name: props.name })}
      />
      <Button type="submit" variant={props.quiet === true ? 'secondary' : 'primary'} icon={Plus}>
        {props.action}
      </Button>
    </form>
  )
}
