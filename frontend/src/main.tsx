/** Start here: looks, words, then the page for this address. */
import './styles/index.css'
import { startTransition } from 'react'
import { createRoot } from 'react-dom/client'
import { dress } from './appearance'
import { Pages, warmPage } from './pages'
import { loadWords } from './words/words'

dress()
warmPage(location.pathname)
await loadWords('shell')
const root = document.getElementById('root')
// React Aria lists what is in transition, and keeps an element that is taken away in the middle of two: the button that
// leaves a page would keep the page, its camera's picture included. It needs the list for what slides in beside the root.
root?.addEventListener('transitionrun', (event) => event.stopPropagation())
// In slices, so that a slow phone answers to a finger meanwhile.
if (root) startTransition(() => createRoot(root).render(<Pages />))
