package uritemplate_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/mcpgen/mcpgen/internal/uritemplate"
)

func parse(t testing.TB, text string) uritemplate.Template {
	t.Helper()
	template, problems := uritemplate.Parse(text)
	if problems != nil {
		t.Fatalf("%q: %v", text, uritemplate.Err(problems))
	}
	return template
}

func TestParse(t *testing.T) {
	for text, want := range map[string][]string{
		"notes://all":               nil,
		"notes://{owner}/{id}":      {"owner", "id"},
		"notes://{id}.json":         {"id"},
		"notes://x-{id}":            {"id"},
		"notes://{type}":            {"type"}, // no Go identifier, but a fine name of a field
		"urn:isbn:{n}":              {"n"},
		"tcp://{host}:{port}":       {"host", "port"},
		"http://[::1]:80/{a}?b=%2F": {"a"},
		"docs://café/{id}":          {"id"},
		"q://{a}?b={c}#d":           {"a", "c"},
	} {
		template := parse(t, text)
		if diff := cmp.Diff(want, template.Variables()); diff != "" {
			t.Errorf("%q: %s", text, diff)
		}
		if template.Static() != (want == nil) || template.String() != text {
			t.Errorf("%q: static %v, text %q", text, template.Static(), template)
		}
	}
}

// TestParseFindsEverything: each problem at its own characters, several in one text.
func TestParseFindsEverything(t *testing.T) {
	for text, want := range map[string][]string{
		"":                           {""},
		"notes":                      {"notes"},
		"1notes://x":                 {"1notes://x"},
		"{scheme}://x":               {"{scheme}://x"},
		"n://{a}{b}":                 {"{a}{"},
		"n://{a}-{b}":                {"-"},
		"n://{a}%2F{b}":              {"%"},
		"n://{a}/{a}":                {"{a}"},
		"n://{+a}":                   {"{+a}"},
		"n://{a*}/{b:3}":             {"{a*}", "{b:3}"},
		"n://{}":                     {"{}"},
		"n://{é}":                    {"{é}"},
		"n://{a b}":                  {"{a b}"},
		"n://a}":                     {"}"},
		"n://{a":                     {"{"},
		"n://a b/<{c}>":              {" ", "<", ">"},
		"n://a\nb":                   {"\n"},
		"n://\"|\\^`":                {"\"", "|", "\\", "^", "`"},
		"n://100%/%zz/%4/%41":        {"%", "%", "%"},
		"n://\xff":                   {"\xff"},
		"n://host:port/{a}":          {":port"},
		"n://{a}:x{b}?c:d":           {":x{b}"},
		"n://u:p@[::1]:80-{a}":       {":80-{a}"},
		"n://[::1":                   {"[::1"},
		"n://x@[{a}]/":               {"x@[{a}]"},
		"n://é@h/":                   {"é@h"},
		"//x y":                      {"//x y", " "},
		"n://[::1]{a}/":              {"[::1]{a}"},
		"n://my%20u@my%20h/%20":      {"%20"},
		"n:///%20":                   nil,
		"n:a%20b:c":                  nil,
		"n://\uFFFD":                 nil, // a character as any other, no sign of bad encoding
		"n://a b}/{c}} {d}<":         {" ", "}", "}", " ", "<"},
		"n://{a}-{b}/ /%":            {"-", " ", "%"},
		strings.Repeat("n://x", 300): {strings.Repeat("n://x", 300)},
	} {
		_, problems := uritemplate.Parse(text)
		var got []string
		for _, p := range problems {
			got = append(got, text[p.From:p.To])
			if p.Message == "" {
				t.Errorf("%q: nothing is said", text)
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q: %s\n%v", text, diff, uritemplate.Err(problems))
		}
	}
}

// TestHintsLead: who follows the hints one after the other arrives at a URI.
func TestHintsLead(t *testing.T) {
	for _, row := range []struct{ text, message, hint string }{
		{"n://my notes/{id}", `a URI cannot hold the character ' '`, "write it as %20, and not in a host: write n:///…"},
		{"n://my%20notes/{id}", `a host cannot hold "%20"`, "for a path write n:///…"},
		{"n:///my notes/{id}", `a URI cannot hold the character ' '`, "write it as %20"},
		{"n:///my%20notes/{id}", "", ""},
		{"n://h:port/{id}", `":port" is no port`, "write a number behind the colon, or a variable alone; for a path write n:///…"},
		{"n://h:{port}/{id}", "", ""},
		{"n://[h]/{id}", `"[h]" names no host: invalid host: ParseAddr("h"): unable to parse IP`, "for a path write n:///…"},
	} {
		_, problems := uritemplate.Parse(row.text)
		if row.message == "" && problems == nil {
			continue
		}
		if len(problems) != 1 || problems[0].Message != row.message || problems[0].Hint != row.hint {
			t.Errorf("%q: %+v", row.text, problems)
		}
	}
}
