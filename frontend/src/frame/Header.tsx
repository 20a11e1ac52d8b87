/** The bar above every page outside the meeting: home, language, settings, who I am. */
import { Globe, LogIn, Settings } from 'lucide-react'
import { Link, useLocation } from 'wouter'
import { useSession } from '../api/queries'
import { openSettings } from '../opened'
import { routes, toSignIn } from '../routes'
import { Button } from '../ui/Button'
import { ButtonLink } from '../ui/ButtonLink'
import { MenuButton } from '../ui/Menu'
import { type Language, languages, speak, useLanguage, useWords } from '../words/words'
import { AccountMenu } from './AccountMenu'
import styles from './Header.module.css'
import { Mark } from './Mark'

// These pages have the way to sign in at their heart.
const saysItself: string[] = [routes.home, routes.signIn]

export function Header() {
  const say = useWords()
  const session = useSession()
  const [address] = useLocation()
  return (
    <header className={styles.header}>
      <Link href={routes.home} className={styles.brand}>
        <Mark />
        <span>{say('app.name')}</span>
      </Link>
      <div className={styles.end}>
        <span className={styles.short}>
          <LanguageMenu />
        </span>
        <span className={styles.short}>
          <Button label="frame.settings" icon={Settings} kind="quiet" onPress={() => openSettings()} />
        </span>
        {session.data?.user && <AccountMenu user={session.data.user} />}
        {session.data && !session.data.user && !saysItself.includes(address) && (
          <ButtonLink label="frame.sign_in" icon={LogIn} to={toSignIn(address)} />
        )}
      </div>
    </header>
  )
}

function LanguageMenu() {
  const spoken = useLanguage((state) => state.language)
  return (
    <MenuButton
      label="frame.language"
      values={{ language: languages[spoken] }}
      icon={Globe}
      items={(Object.keys(languages) as Language[]).map((language) => ({
        id: language,
        label: `language.${language}` as const,
        isChosen: language === spoken,
        onAction: () => speak(language),
      }))}
    />
  )
}
