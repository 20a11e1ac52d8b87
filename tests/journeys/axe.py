"""What stands in somebody's way on a page: what axe objects to, what is wider than the screen, text that does not grow."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page

from tests.journeys.running import until

AXE = (Path(__file__).parents[2] / "frontend/node_modules/axe-core/axe.min.js").read_text()
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice", "RGAAv4"]

# What slides in is judged where it comes to rest; a spinner never does.
AT_REST = "document.getAnimations().every((it) => it.playState !== 'running' || it.effect.getTiming().iterations > 9)"

# Before the page: somebody who needs text twice as large, by what browsers let people set.
LARGE_TEXT = "addEventListener('DOMContentLoaded', () => { document.documentElement.style.fontSize = '200%' })"

# What did not grow: each text's size as it is, and with the setting taken back for a moment. A heading that is large
# before need not leave the screen: half as large again is enough.
NOT_DOUBLED = """() => {
  const root = document.documentElement
  if (root.style.fontSize !== '200%') return []
  const isText = (node) => node.nodeType === Node.TEXT_NODE && node.data.trim()
  const texts = [...document.querySelectorAll('body *')].filter(
    (it) => it.checkVisibility() && !it.closest('[aria-hidden=true]') && [...it.childNodes].some(isText))
  const sizes = () => texts.map((it) => parseFloat(getComputedStyle(it).fontSize))
  const large = sizes()
  root.style.fontSize = ''
  const usual = sizes()
  root.style.fontSize = '200%'
  return texts.flatMap((it, at) => large[at] < (usual[at] >= 24 ? 1.5 : 1.99) * usual[at]
    ? [`${it.innerText.slice(0, 40)}: ${usual[at]} px became ${large[at]}`] : [])
}"""

# Before the page: keeps every animation that takes longer than a blink, however it is begun.
MOTION = """
window.__moved = []
const note = (what, it) => {
  const { duration, activeDuration } = it.effect.getComputedTiming()
  if (Math.max(duration, activeDuration) > 50) __moved.push(`${what} of ${it.effect.target?.className}`)
}
for (const begun of ['animationstart', 'transitionrun'])
  addEventListener(begun, ({ target, animationName, propertyName }) => {
    for (const it of target.getAnimations({ subtree: true })) note(animationName ?? propertyName, it)
  }, true)
const { animate } = Element.prototype
Element.prototype.animate = function (...how) {
  const begun = animate.apply(this, how)
  note('animate', begun)
  return begun
}
"""


def objections(page: Page) -> list[str]:
    """Nothing, where everybody can use what is shown."""
    until(lambda: page.evaluate(AT_REST), what="the page to come to rest")
    found = page.evaluate(
        f"async (tags) => {{ if (!window.axe) {{ {AXE} }}; return axe.run(document, {{ runOnly: tags }}) }}", TAGS
    )
    said = [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in found["violations"]]
    if not page.evaluate("document.documentElement.scrollWidth <= innerWidth"):
        said.append("wider than the screen")
    return [*said, *page.evaluate(NOT_DOUBLED)]
