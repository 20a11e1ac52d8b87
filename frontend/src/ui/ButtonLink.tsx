/** A link that looks like a button: it goes somewhere, so it can be opened in another tab. */
import { Link } from 'wouter'
import { useWords } from '../words/words'
import { type ButtonProps, buttonClass } from './Button'

type ButtonLinkProps = Pick<ButtonProps, 'label' | 'values' | 'icon' | 'kind' | 'size' | 'wide'> & {
  to: string
}

export function ButtonLink({
  to,
  label,
  values,
  icon: Drawing,
  kind = 'plain',
  size,
  wide,
}: ButtonLinkProps) {
  const say = useWords()
  return (
    <Link href={to} className={buttonClass(kind, size, wide)}>
      {Drawing && <Drawing aria-hidden />}
      <span>{say(label, values)}</span>
    </Link>
  )
}
