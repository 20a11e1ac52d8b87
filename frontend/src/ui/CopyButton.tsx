/** Puts a text on the clipboard and says so, on the button and aloud. */
import { Check, Copy } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { Values, WordKey } from '../words/words'
import { Button, type ButtonKind } from './Button'
import { IconButton } from './IconButton'
import { toast } from './Toast'

const saidMs = 2_500

type CopyButtonProps = {
  text: string
  label: WordKey
  values?: Values
  /** What is said once it is done. */
  done: WordKey
  kind?: ButtonKind
  isIconOnly?: boolean
}

export function CopyButton({ text, label, values, done, kind = 'plain', isIconOnly }: CopyButtonProps) {
  const [isCopied, setCopied] = useState(false)

  useEffect(() => {
    if (!isCopied) return
    const timer = window.setTimeout(() => setCopied(false), saidMs)
    return () => window.clearTimeout(timer)
  }, [isCopied])

  const copy = async () => {
    if (await copyText(text)) {
      setCopied(true)
      toast(done, undefined, { kind: 'good' })
    } else {
      toast('ui.copy_failed', { text }, { kind: 'danger' })
    }
  }
  const icon = isCopied ? Check : Copy
  return isIconOnly ? (
    <IconButton label={label} values={values} icon={icon} onPress={copy} />
  ) : (
    <Button label={isCopied ? done : label} values={values} icon={icon} kind={kind} onPress={copy} />
  )
}

async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    // No clipboard without https, or the person said no: the toast shows the text, to be copied by hand.
    return false
  }
}
