package annotations

import (
	"bytes"
	"unicode/utf8"
)

// Mentions reports whether source may hold a directive or a near-miss: a cheap test that spares parsing packages that
// have nothing to do with mcpgen.
func Mentions(source []byte) bool {
	s := bytes.ToLower(source)
	if bytes.IndexFunc(s, func(r rune) bool { return r >= utf8.RuneSelf }) >= 0 {
		s = []byte(Skeleton(string(s)))
	}
	if bytes.Contains(s, []byte("mcp")) || bytes.Contains(s, []byte("m cp")) || bytes.Contains(s, []byte("mc p")) {
		return true
	}
	for _, v := range verbs {
		if bytes.Contains(s, []byte(":"+v.Name)) {
			return true
		}
	}
	return false
}
