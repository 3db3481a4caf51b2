package diag

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Invisible reports whether a character shows nothing, or steers how others are shown: controls, bidirectional
// formatting, joiners, fillers, variation selectors (the Default_Ignorable_Code_Point of Unicode, and what else has no
// ink and is no blank). Text that differs only in these looks the same in a review.
func Invisible(r rune) bool {
	switch {
	case r < unicode.MaxASCII:
		return r < ' ' && r != '\t' && r != '\n'
	case r == '\u2800' || r == '\ufeff' || r == unicode.MaxASCII: // a Braille cell without dots; byte order mark; DEL
		return true
	}
	return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp, unicode.Variation_Selector, unicode.Other_Default_Ignorable_Code_Point)
}

// Hidden reports whether a character hides from the reader of a text in which it follows another: an invisible one, other
// than a joiner or a variation selector where emoji and scripts need it. Behind a letter of an alphabet that names are
// written in, those too would only make two names look the same.
func Hidden(before, r rune) bool {
	switch r {
	case '\u200c', '\u200d', '\ufe0e', '\ufe0f':
		if Invisible(before) {
			return before != '\ufe0f' // an emoji, its presentation, a joiner
		}
		letter := unicode.IsLetter(before) && !unicode.In(before, unicode.Latin, unicode.Greek, unicode.Cyrillic)
		symbol := before > unicode.MaxASCII && unicode.IsSymbol(before)
		return !letter && !symbol && !unicode.Is(unicode.Mn, before)
	}
	return Invisible(r)
}

// Printable replaces what is hidden by U+FFFD, so that hostile source can neither steer a terminal nor hide from its
// reader.
func Printable(s string) string {
	var b strings.Builder
	before, done := rune(0), 0 // s[:done] is in b
	for i, r := range s {
		if Hidden(before, r) {
			b.WriteString(s[done:i] + string(unicode.ReplacementChar))
			_, size := utf8.DecodeRuneInString(s[i:])
			done = i + size
		}
		before = r
	}
	return b.String() + s[done:]
}
