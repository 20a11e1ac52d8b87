/** The words of a message: plain text, its lines as written, its links to press. Never HTML. */
import { useMemo } from 'react'
import { useWords } from '../../../words/words'
import { piecesOf } from './links'
import styles from './Message.module.css'

export function MessageText({ text }: { text: string }) {
  const say = useWords()
  const pieces = useMemo(() => piecesOf(text), [text])
  return (
    <bdi className={styles.text}>
      {pieces.map((piece, at) => {
        const key = `${at}`
        if (piece.kind === 'text') return <span key={key}>{piece.text}</span>
        return (
          <span key={key}>
            <a
              href={piece.href}
              target="_blank"
              rel="noopener noreferrer"
              dir="ltr"
              title={`${piece.text} (${say('chat.opens_elsewhere')})`}
            >
              {piece.text}
            </a>
            {piece.host && (
              <span className={styles.host}> ({say('chat.link_host', { host: piece.host })})</span>
            )}
          </span>
        )
      })}
    </bdi>
  )
}
