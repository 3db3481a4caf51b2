package annotations

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/mcpgen/mcpgen/annotations/diag"
)

// Skeleton maps a word to what a reader takes it for, so that what looks alike compares alike (after Unicode Technical
// Standard #39, for the letters of our vocabulary): lower case, without what is invisible, look-alikes replaced by the
// ASCII letter.
func Skeleton(s string) string {
	if !isASCII(s) {
		s, _ = skeletonLine(s)
	}
	return strings.ReplaceAll(strings.ToLower(s), "rn", "m")
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// skeletonLine replaces the look-alikes of a line and drops what is invisible. at[i] is where byte i of the result comes
// from, and at[len(plain)] the end of the line.
func skeletonLine(line string) (plain string, at []int) {
	var b strings.Builder
	for i, r := range line {
		from := b.Len()
		switch {
		case r < utf8.RuneSelf:
			b.WriteByte(byte(r))
		case diag.Invisible(r) || unicode.Is(unicode.Mn, r):
		case unicode.IsSpace(r):
			b.WriteByte(' ')
		default:
			b.WriteRune(latin(r))
		}
		for range b.Len() - from {
			at = append(at, i)
		}
	}
	return b.String(), append(at, len(line))
}

// latin is the ASCII character that a character looks like, or the character itself.
func latin(r rune) rune {
	switch {
	case r >= '！' && r <= '～': // full width forms
		r -= '！' - '!'
	case r >= 0x1d400 && r <= 0x1d6a3: // mathematical alphabets: 13 times A to Z, a to z
		if r = (r - 0x1d400) % 52; r < 26 {
			return 'a' + r
		}
		return 'a' + r - 26
	case r >= 'ⓐ' && r <= 'ⓩ':
		return 'a' + r - 'ⓐ'
	}
	r = unicode.ToLower(r)
	if plain, ok := lookalikes[r]; ok {
		return plain
	}
	return r
}

// lookalikes are the lower-case characters that are taken for an ASCII one.
var lookalikes = turned(map[rune]string{
	'a': "аɑαａᴀⱥ", 'b': "ьƅᖯ", 'c': "сϲⅽᴄ", 'd': "ԁⅾɗᴅ", 'e': "еҽєᴇ", 'f': "ꞙƒꜰ", 'g': "ցɡɢ", 'h': "һհʜ",
	'i': "іıɩɪⅰι", 'j': "јϳ", 'k': "кκᴋ", 'l': "ⅼӏʟ∣ǀ", 'm': "мⅿᴍɱ", 'n': "пոɴη", 'o': "оοօᴏσ", 'p': "рρᴘϱ",
	'q': "ԛզ", 'r': "гʀⲅꭇ", 's': "ѕꜱ", 't': "тτᴛ", 'u': "սυᴜʋ", 'v': "ѵνᴠⅴ", 'w': "ԝաᴡ", 'x': "хχⅹ", 'y': "уүγʏ", 'z': "ᴢ",
	':': "：∶ː꞉׃﹕︰˸܃⁚", '/': "⁄∕⧸", '=': "＝꞊═", '-': "‐‑‒–−", '_': "ˍ", '.': "․۔",
})

func turned(table map[rune]string) map[rune]rune {
	m := map[rune]rune{}
	for plain, alike := range table {
		for _, r := range alike {
			m[r] = plain
		}
	}
	return m
}

// alien names the first character of a word that is not plain ASCII, for a word that only looks right; "" when all are.
func alien(word string) string {
	for _, r := range word {
		switch {
		case diag.Invisible(r):
			return fmt.Sprintf("%U is invisible", r)
		case r >= utf8.RuneSelf:
			return fmt.Sprintf("%q is %U", r, r)
		}
	}
	return ""
}
