"""Before the meeting: nothing about devices keeps anybody out, and entering costs one request and no second camera."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, Route, WebSocketRoute, expect

from tests.journeys.person import Person
from tests.journeys.running import Running, until

Invite = Callable[..., Person]

# Counts what is asked of the browser, and lets a test say what it answers.
DEVICES = """
const { mediaDevices } = navigator
const ask = mediaDevices.getUserMedia.bind(mediaDevices)
window.__asked = []
window.__refusal = (kind) => JSON.parse(sessionStorage.getItem('refusals') ?? '{}')[kind]
mediaDevices.getUserMedia = async (wish) => {
  __asked.push(Object.keys(wish).filter((kind) => wish[kind]))
  for (const kind of ['video', 'audio'])
    if (wish[kind] && __refusal(kind)) throw new DOMException('', __refusal(kind))
  return ask(wish)
}
"""


# Keeps what buttons come to say: some of it is there for less than a second.
LABELS = """() => {
  window.__labels = []
  const keep = () => __labels.push(...[...document.querySelectorAll('main button')].map((it) => it.innerText.trim()))
  new MutationObserver(keep).observe(document.body, { subtree: true, childList: true, characterData: true })
}"""


# The camera takes its time to start, or the person to answer the browser.
SLOW = """
const { getUserMedia } = navigator.mediaDevices
const started = new Promise((resolve) => (window.__start = resolve))
navigator.mediaDevices.getUserMedia = (wish) => started.then(() => getUserMedia.call(navigator.mediaDevices, wish))
"""


def refuse(page: Page, **refusals: str) -> str:
    return f"sessionStorage.setItem('refusals', JSON.stringify({refusals!r}))"


def visitor(person: Invite, visio: Running, name: str = "Bob", **refusals: str) -> Person:
    """Somebody in front of a room's lobby, with devices that answer so."""
    bob = person(name)
    bob.context.add_init_script(f"if (!sessionStorage.getItem('refusals')) {refuse(bob.page, **refusals)}")
    bob.context.add_init_script(DEVICES)
    bob.opens(visio.make_room())
    bob.page.get_by_label("Your name").fill(name)
    return bob


def test_the_preview_goes_into_the_meeting_as_it_is(person: Invite, visio: Running) -> None:
    bob = visitor(person, visio)
    expect(bob.page.get_by_label("Your picture, as in a mirror")).to_be_visible()
    joins: list[str] = []
    bob.page.on("request", lambda request: joins.append(request.url) if request.url.endswith("/join") else None)
    bob.button("Enter the meeting").click()
    bob.is_inside()
    expect(bob.page.get_by_role("heading", level=1)).to_be_focused()
    # Until the tracks are on their way, a second camera could still be asked for.
    bob.is_sending("audio")
    assert bob.page.evaluate("__asked") == [["video", "audio"]]
    assert bob.page.evaluate("__probe.capturing()") == ["audio", "video"]
    assert len(joins) == 1


def test_whoever_enters_before_the_camera_has_started_is_seen_as_soon_as_it_has(amina: Person, person: Invite) -> None:
    path = amina.starts_a_meeting()
    amina.enters()
    bob = person("Bob")
    bob.context.add_init_script(DEVICES)
    bob.context.add_init_script(SLOW)
    bob.enters(path)
    expect(amina.tile("Bob")).to_be_visible()
    assert bob.page.evaluate("__probe.capturing()") == []
    bob.page.evaluate("__start()")
    amina.decodes_moving_pictures()
    amina.hears_energy()
    # Asked once and never again, also after the tracks have reached the others.
    assert bob.page.evaluate("__asked") == [["video", "audio"]]
    assert bob.page.evaluate("__probe.capturing()") == ["audio", "video"]


def test_a_blocked_camera_shows_the_way_out_and_keeps_nobody_out(person: Invite, visio: Running) -> None:
    bob = visitor(person, visio, video="NotAllowedError", audio="NotAllowedError")
    expect(bob.page.get_by_role("heading", name="Your browser blocks the camera and the microphone")).to_be_visible()
    expect(bob.page.get_by_text("Click the icon with two sliders")).to_be_visible()
    bob.button("Enter the meeting").click()
    bob.is_inside()


def test_a_missing_camera_leaves_the_sound(person: Invite, visio: Running) -> None:
    bob = visitor(person, visio, video="NotFoundError")
    expect(bob.page.get_by_role("heading", name="We find no camera")).to_be_visible()
    expect(bob.page.get_by_role("button", name="Microphone", exact=True)).to_have_attribute("aria-pressed", "true")
    bob.button("Enter the meeting").click()
    bob.is_inside()
    bob.is_sending("audio")
    assert bob.page.evaluate("__probe.capturing()") == ["audio"]


def test_a_busy_camera_is_tried_again(person: Invite, visio: Running) -> None:
    bob = visitor(person, visio, video="NotReadableError")
    expect(bob.page.get_by_role("heading", name="Another application has")).to_be_visible()
    bob.page.evaluate(refuse(bob.page))
    bob.button("Try again").click()
    expect(bob.page.get_by_label("Your picture, as in a mirror")).to_be_visible()
    expect(bob.page.get_by_role("heading", name="Another application has")).to_be_hidden()


def test_what_is_off_in_the_lobby_is_closed_and_stays_off(person: Invite, visio: Running) -> None:
    bob = visitor(person, visio)
    expect(bob.page.get_by_label("Your picture, as in a mirror")).to_be_visible()
    bob.page.get_by_role("button", name="Camera", exact=True).click()
    until(lambda: bob.page.evaluate("__probe.capturing()") == ["audio"], what="the camera to be free")
    bob.button("Enter the meeting").click()
    bob.is_inside()
    assert bob.page.evaluate("__probe.capturing()") == ["audio"]


def test_one_may_enter_with_nothing(person: Invite, visio: Running) -> None:
    bob = visitor(person, visio)
    expect(bob.page.get_by_label("Your picture, as in a mirror")).to_be_visible()
    bob.button("Enter without camera or microphone").click()
    bob.is_inside()
    until(lambda: bob.page.evaluate("__probe.capturing()") == [], what="the devices to be free")


def test_one_hears_the_speaker_and_oneself(person: Invite, visio: Running) -> None:
    page = visitor(person, visio).page
    expect(page.get_by_text("We hear you.")).to_be_visible()
    speaker = page.get_by_role("button", name="Test the speaker")
    page.evaluate(LABELS)
    speaker.click()
    until(lambda: page.evaluate("__labels.includes('Playing…')"), what="the speaker to play")
    expect(speaker).to_be_enabled()
    page.get_by_role("button", name="Record 3 seconds").click()
    expect(page.get_by_text("Speak, we record…")).to_be_visible()
    expect(page.get_by_text("This is how you sound.")).to_be_visible()
    expect(page.get_by_text("We hear you.")).to_be_visible()


def test_a_name_is_asked_for_in_place(person: Invite, visio: Running) -> None:
    bob = visitor(person, visio)
    field = bob.page.get_by_label("Your name")
    field.fill("  ")
    bob.button("Enter the meeting").click()
    expect(bob.page.get_by_role("main").get_by_role("alert")).to_have_text(
        "Write your name, so that the others know who enters."
    )
    expect(field).to_be_focused()


def test_a_server_that_says_not_now_is_heard_in_place(person: Invite, visio: Running) -> None:
    bob = visitor(person, visio)
    away = '{"code": "unavailable.livekit", "message": "The audio and video server does not answer."}'

    def refuse_once(route: Route) -> None:
        route.fulfill(status=503, content_type="application/json", body=away)

    bob.page.route("**/join", refuse_once, times=1)
    bob.button("Enter the meeting").click()
    expect(bob.page.get_by_role("main").get_by_role("alert")).to_have_text(
        "The audio and video server does not answer."
    )
    expect(bob.page.get_by_label("Your name")).to_have_value("Bob")
    bob.button("Enter the meeting").click()
    bob.is_inside()


def test_a_line_to_the_sfu_that_never_opens_leads_back_to_the_lobby(amina: Person, person: Invite) -> None:
    path = amina.starts_a_meeting()
    amina.enters()
    bob = person("Bob")
    bob.opens(path)
    bob.page.get_by_label("Your name").fill("Bob")
    is_open = False

    def hang_up(socket: WebSocketRoute) -> None:
        if is_open:
            socket.connect_to_server()
        else:
            socket.close()

    bob.page.route_web_socket("**/rtc/**", hang_up)
    bob.button("Enter the meeting").click()
    expect(bob.page.get_by_role("main").get_by_role("alert")).to_contain_text("did not answer")
    bob.is_offered("Enter the meeting")
    expect(bob.page.get_by_label("Your name")).to_have_value("Bob")
    expect(bob.page.get_by_label("Your picture, as in a mirror")).to_be_visible()

    # The second try brings all of them in: face and voice as well.
    is_open = True
    bob.button("Enter the meeting").click()
    bob.is_inside()
    amina.decodes_moving_pictures()
    amina.hears_energy()
    bob.decodes_moving_pictures()
    assert bob.page.evaluate("__probe.capturing()") == ["audio", "video"]


def test_going_elsewhere_frees_the_devices(person: Invite, visio: Running) -> None:
    bob = visitor(person, visio)
    expect(bob.page.get_by_label("Your picture, as in a mirror")).to_be_visible()
    bob.page.get_by_role("link", name="Visio").click()
    until(lambda: bob.page.evaluate("__probe.capturing()") == [], what="the devices to be free")
