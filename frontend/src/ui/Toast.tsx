/** Where toasts are drawn: one live region that is always there, so that screen readers hear what is put into it, unless
 *  another voice says them. */
import { CircleAlert, CircleCheck, X } from 'lucide-react'
import { useWords } from '../words/words'
import { Button } from './Button'
import { IconButton } from './IconButton'
import styles from './Toast.module.css'
import { dismiss, keep, release, type Toast, useToasts } from './toasts'

export { toast } from './toasts'

export function Toasts() {
  const say = useWords()
  const { toasts, voice } = useToasts()
  return (
    // On top: a dialog that stays open while something is done hides everything else from screen readers.
    <div
      className={styles.region}
      role="status"
      aria-live={voice ? 'off' : 'polite'}
      data-react-aria-top-layer="true"
    >
      {toasts.map((toast) => (
        <div
          key={toast.id}
          className={`${styles.toast} ${styles[toast.kind] ?? ''}`}
          {...heldWhileNear(toast)}
        >
          {toast.kind === 'good' && <CircleCheck aria-hidden />}
          {toast.kind === 'danger' && <CircleAlert aria-hidden />}
          <p>{say(toast.key, toast.values)}</p>
          {toast.action && (
            <Button
              label={toast.action.label}
              kind="quiet"
              onPress={() => {
                toast.action?.onPress()
                dismiss(toast.id)
              }}
            />
          )}
          <IconButton label="ui.dismiss" icon={X} onPress={() => dismiss(toast.id)} />
        </div>
      ))}
    </div>
  )
}

/** Nothing goes away under the pointer or the focus (WCAG 2.2.1). */
function heldWhileNear(toast: Toast) {
  const hold = () => release(toast.id)
  const letGo = () => keep(toast)
  return { onPointerEnter: hold, onPointerLeave: letGo, onFocus: hold, onBlur: letGo }
}
