"""Which words of a sentence say what it is about? Those that are left without the ones every sentence has, by their stems.

For French and English alike. A stem is a word's first letters, without accents: enough to see that "décision" and
"décisions", "record" and "recordings" speak of one thing, and the same on every machine.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
STEM_LETTERS = 6

# Of both languages, written as `bare` has them.
SAY_NOTHING = """
a about above across after afternoon again ai aie ainsi all almost alors also although always am an and another any
anybody anyone anything apres are around as assez at au aucun aucune aujourd aussi autre autres aux avaient avais
avait avant avec avez avoir avons ayant be beaucoup because been before being below best better between bien bon
bonjour bonne bonsoir both but by c ca came can cannot car ce ceci cela celle celles celui ces cet cette ceux chacun
chaque chez chose choses comme comment concernant contre could d dans de deja demain depuis dernier derniere des
desormais deux devez devons devrait devrions did dire dis dit do does doing doit doivent donc done dont down du each
elle elles else en encore enfin enough ensuite entre environ es est et etaient etais etait etant ete etes etre eu eux
even ever every everybody everyone everything faire fais faisons fait fallait falloir faut fera ferai few first font
for from further gave get gets getting give given go goes going gone good got grand grande great had has have having
he hein hello her here hers hier him his how however hui i if il ils in indeed instead into is it its itself j jamais
je jusqu just juste keep kind know l la laisse laissez laquelle last later le least lequel les less let leur leurs
like likes little long look lors lot lui m ma made maintenant mais make makes many may maybe me mean meme memes merci
mes mettre mieux might mine moi moins mon more morning most much must my n ne need needs never new next ni no nobody
non none nor nos not nothing notre nous now of off ok okay on once one only ont onto or other others ou oui our ours
out over own par parce pareil parfait parfois pas passe passer people perfect perhaps personne peu peut peuvent peux
please plupart plus plusieurs plutot possible pour pourquoi pourrait pourriez pourrions pouvait pouvez pouvoir pouvons
premier premiere prendre pres presque prochain prochaine puis puisque put qu quand que quel quelle quelles quelqu
quelque quelques quels qui quite quoi rather really rien right s sa said sais sait salut same sans sauf say says se
see seem seems selon semaine sent sera serai serait ses seulement shall she should si since sinon so soit some
somebody someone something sommes son sont soon sous souvent still such suis suite suivant suivante sujet sur sure t
ta take takes tant te tel telle tels tes than thank thanks that the their theirs them then there these they thing
things think this those though three through thus to today together toi tomorrow ton too topic toujours tous tout
toute toutes tr tres trop trouve trouver tu two un under une until up upon us use used va vais vas venir vers very
veut veux voici voila voir vos votre voudrais voulez voulons vous voyez vrai vraiment want wants was way we week well
went were what when where whether which while who whom whose why will with within without would y year yes yesterday
yet you your yours
"""
EMPTY = frozenset(SAY_NOTHING.split())


@lru_cache(maxsize=50_000)
def bare(word: str) -> str:
    """In small letters, without accents."""
    decomposed = unicodedata.normalize("NFKD", word.casefold().replace("œ", "oe"))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def stem(word: str) -> str:
    plain = bare(word)
    short = plain[:-1] if len(plain) > 3 and plain[-1] in "sx" else plain
    return short[:STEM_LETTERS]


def words(text: str) -> list[str]:
    """As they were written. An apostrophe ends one."""
    return WORD.findall(text.replace("’", "'"))


def telling(text: str) -> list[str]:
    """The stems of those words that say something, in their order; figures are such."""
    return [stem(word) for word in words(text) if is_telling(word)]


def is_telling(word: str) -> bool:
    plain = bare(word)
    return plain not in EMPTY and (len(plain) > 2 or plain.isdigit())
