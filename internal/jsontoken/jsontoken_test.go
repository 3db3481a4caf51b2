package jsontoken_test

import (
	"encoding/json"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/mcpgen/mcpgen/internal/jsontoken"
)

// TestNumberIsTheStandardLibrarys: over random texts of the characters that numbers are made of.
func TestNumberIsTheStandardLibrarys(t *testing.T) {
	random := rand.New(rand.NewPCG(11, 12))
	valid := 0
	for range 200_000 {
		var b strings.Builder
		for range 1 + random.IntN(7) {
			b.WriteByte("0019-+.eE"[random.IntN(9)])
		}
		text := b.String()
		end, ok := jsontoken.Number(text, 0)
		if ok = ok && end == len(text); ok != json.Valid([]byte(text)) {
			t.Fatalf("%q: %v", text, ok)
		}
		if again, okAgain := jsontoken.Number([]byte(text), 0); again != end || okAgain != ok && end == len(text) {
			t.Fatalf("%q: as bytes %d, %v", text, again, okAgain)
		}
		if ok {
			valid++
		}
	}
	if valid < 1000 {
		t.Errorf("%d numbers", valid)
	}
}

// FuzzEscape: what the escapes of a string stand for is what the standard library says; halves of pairs it replaces.
func FuzzEscape(f *testing.F) {
	for _, body := range []string{`\n`, `\u00e9`, `\ud83d\ude00`, `\ud83d`, `\ud83dx`, `\ud83d\u0041`, `\ude00\ud83d`, `\/\\\"`, `\x`, `\u12`, `\`, `\uD83D\uDE0`} {
		f.Add(body)
	}
	f.Fuzz(func(t *testing.T, body string) {
		var want string
		err := json.Unmarshal([]byte(`"`+body+`"`), &want)
		var got strings.Builder
		ok := true
		for i := 0; i < len(body) && ok; {
			switch {
			case body[i] == '"' || body[i] < ' ':
				ok = false
			case body[i] != '\\':
				got.WriteByte(body[i])
				i++
			default:
				var r rune
				if r, i, ok = jsontoken.Escape(body, i); ok {
					if utf16.IsSurrogate(r) {
						r = '\ufffd'
					}
					got.WriteRune(r)
				}
			}
		}
		if ok != (err == nil) {
			t.Fatalf("%q: %v, the standard library says %v", body, ok, err)
		}
		if ok && strings.ToValidUTF8(got.String(), "\ufffd") != strings.ToValidUTF8(want, "\ufffd") && strings.ToValidUTF8(body, "") == body {
			t.Fatalf("%q: %q, want %q", body, got.String(), want)
		}
	})
}

func TestSpace(t *testing.T) {
	for text, want := range map[string]int{"": 0, " \t\r\nx": 4, "x": 0, "\vx": 0, "\u00a0": 0} {
		if got := jsontoken.Space(text, 0); got != want {
			t.Errorf("%q: %d", text, got)
		}
	}
}
