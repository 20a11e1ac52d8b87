import { expect, test } from 'vitest'
import { strokeOf } from './keys'

function press(key: string, html = '<main></main>', more: object = {}) {
  document.body.innerHTML = html
  const target = document.body.querySelector('[data-here]') ?? document.body
  return strokeOf({ key, ctrlKey: false, altKey: false, metaKey: false, target, ...more })
}

test('the keys that players have', () => {
  expect(press(' ')).toEqual({ do: 'toggle' })
  expect(press('K')).toEqual({ do: 'toggle' })
  expect(press('j')).toEqual({ do: 'skip', by: -10 })
  expect(press('ArrowRight')).toEqual({ do: 'skip', by: 5 })
  expect(press('>')).toEqual({ do: 'faster' })
  expect(press('x')).toBeNull()
})

test('who writes writes', () => {
  expect(press('k', '<input data-here>')).toBeNull()
  expect(press(' ', '<textarea data-here></textarea>')).toBeNull()
})

test('a button that has the focus is pressed by Space, and k still plays', () => {
  expect(press(' ', '<button data-here>x</button>')).toBeNull()
  expect(press('k', '<button data-here>x</button>')).toEqual({ do: 'toggle' })
})

test('a slider and a dialog have keys of their own; the browser has its chords', () => {
  expect(press('ArrowLeft', '<div role="slider" data-here></div>')).toBeNull()
  expect(press('k', '<div role="dialog"><p data-here></p></div>')).toBeNull()
  expect(press('f', '<main></main>', { ctrlKey: true })).toBeNull()
})
