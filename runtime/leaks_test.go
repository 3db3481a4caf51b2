package mcpruntime_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	mcpruntime "github.com/mcpgen/mcpgen/runtime"
	"github.com/mcpgen/mcpgen/runtime/check"
	"github.com/mcpgen/mcpgen/runtime/codec"
)

// The tests below are named after what mcp-go v1.2.1 leaks when the guard stands in the wrong place.

func TestLeakTaskAugmentedCallsPassTheGuard(t *testing.T) {
	s := serve(t, nil, tool("open", open), tool("secret", mcpruntime.HideUnless(check.Scopes("never"))))
	for _, e := range eras {
		for name, row := range map[string][2]string{"secret": {`{"text":"x"}`, "missing"}, "open": {`{"text":5}`, "error"}} {
			header, body := s.request(e, "scopes:", "tools/call", name, `"name":"`+name+`","arguments":`+row[0]+`,"task":{"ttl":60000}`)
			if a := s.do("POST", "scopes:", header, body); outcomeOf(a) != row[1] {
				t.Errorf("%s %s: %s", e, name, a)
			}
		}
		for _, method := range []string{"tasks/list", "tasks/get", "tasks/result", "tasks/cancel"} {
			header, body := s.request(e, "scopes:", method, "", `"taskId":"x"`)
			if a := s.do("POST", "scopes:", header, body); !strings.Contains(a.body, "-32601") {
				t.Errorf("%s %s: %s", e, method, a)
			}
		}
	}
}

func TestLeakCursorNamesNothing(t *testing.T) {
	var components []mcpruntime.Component
	for i := range 6 {
		components = append(components, tool(fmt.Sprintf("a%d", i), mcpruntime.HideUnless(check.Scopes("never"))),
			tool(fmt.Sprintf("b%d", i), open))
	}
	s := serve(t, func(c *mcpruntime.Config) { c.PageSize = 2 }, components...)
	var names []string
	params := ""
	for range 10 {
		header, body := s.request(modern, "scopes:", "tools/list", "", params)
		a := s.do("POST", "scopes:", header, body)
		page := namesIn(t, a.body)
		names = append(names, page...)
		_, cursor, more := strings.Cut(a.body, `"nextCursor":"`)
		if !more {
			break
		}
		if len(page) != 2 {
			t.Errorf("a page of %d: filtered after paging", len(page))
		}
		cursor, _, _ = strings.Cut(cursor, `"`)
		params = `"cursor":"` + cursor + `"`
	}
	if want := []string{"b0", "b1", "b2", "b3", "b4", "b5"}; !slices.Equal(names, want) {
		t.Errorf("%v, want %v", names, want)
	}
	for _, cursor := range []string{"x", "YTA", "c2hvd246LTE", "c2hvd246MA", "c2hvd246OTk5OTk5OTk5OTk5OTk5OTk5OTk5"} {
		header, body := s.request(modern, "scopes:", "tools/list", "", `"cursor":"`+cursor+`"`)
		if a := s.do("POST", "scopes:", header, body); a.status != 400 || !strings.Contains(a.body, "-32602") {
			t.Errorf("cursor %q: %s", cursor, a)
		}
	}
}

func TestLeakOverlappingTemplatesAreRefused(t *testing.T) {
	for _, row := range []struct {
		a, b    string
		overlap bool
	}{
		{"x://a/{id}", "x://a/{name}", true},
		{"x://a/{id}", "x://a/b", true},
		{"x://a/{id}", "x://a/b/c", false},
		{"x://{a}/c", "x://b/{b}", true},
		{"x://{a}/c", "x://b/{b}/d", false},
		{"x://{a}.json", "x://{b}.txt", false},
		{"x://{a}.json", "x://{b}", true},
		{"x://a/{id}", "y://a/{id}", false},
		{"x://a/{id}", "x://a/", false},
		{"x://a", "x://a", true},
	} {
		s := newServer(t)
		one := func(uri string) error { return s.Register(resource(uri, open)) }
		if err := one(row.a); err != nil {
			t.Fatal(row.a, err)
		}
		if err := one(row.b); (err != nil) != row.overlap {
			t.Errorf("%s and %s: %v, want overlap %v", row.a, row.b, err, row.overlap)
		}
	}
}

func resource(uri string, policy mcpruntime.Policy) mcpruntime.Component {
	members := codec.Optional("id")
	return mcpruntime.Resource(mcpruntime.ResourceSpec{URI: uri, Name: "r"}, policy,
		func(d *codec.Decoder, in *string) {
			for o := d.Object(&members); o.Next(); {
				codec.ReadString(d, in)
			}
		},
		func(_ context.Context, in *string) (string, error) { return "<" + *in + ">", nil }, mcpruntime.ResourceText())
}

func TestLeakTemplateVariablesStayInTheirPlace(t *testing.T) {
	s := serve(t, nil, resource("x://files/{id}", open))
	for uri, want := range map[string]string{
		"x://files/a": "<a>", "x://files/a%20b": "<a b>", "x://files/%C3%A9": "<é>", "x://files/a-b_c.d~": "<a-b_c.d~>",
		"x://files/..": "not found", "x://files/..%2f..": "not found", "x://files/%2e%2e": "not found", "x://files/a,b": "not found",
		"x://files/a/b": "not found", "x://files/": "not found", "x://files/a%00": "not found", "x://files/a%5Cb": "not found",
		"x://files/%2E%2e": "not found", "x://files/.%2e": "not found", "x://files/%2e": "not found", "x://files/a%2Fb": "not found",
		"x://files/a%2fb": "not found", "x://files/%C0%AE%C0%AE": "not found", "x://files/%e0%80%af": "not found", "x://files/%ff": "not found",
		"x://files/%c0%af": "not found", "x://files/%ed%a0%80": "not found", "x://files/a%0d%0ab": "not found", "x://files/a%7f": "not found",
		"x://files/%1b%5b2J": "not found", "x://files/%c2%85": "not found", "x://files/%": "not found", "x://files/%4": "not found",
		"x://files/a+b": "not found", "x://files/a b": "not found", "x://files/{id}": "not found", "x://files/a;b": "not found",
		"x://files/a#b": "not found", "x://files/a@b": "not found", "x://files//a": "not found", "x://files/./a": "not found",
		"x://files/é": "not found", "x://files/a%5cb": "not found", "x://other/../files/a": "not found", "x://%66iles/a": "not found",
		// Decoded once: what is encoded twice stays encoded, and + is no blank.
		"x://files/%252e%252e": "<%2e%2e>", "x://files/%252f": "<%2f>", "x://files/a%2Bb": "<a+b>", "x://files/%20": "< >",
		"x://files/a%2Cb": "<a,b>", "x://files/...": "<...>", "x://files/100%25": "<100%>", "x://files/%41": "<A>",
		"x://files/%zz": "not found", "X://files/a": "not found", "x://files/a?x": "not found",
	} {
		for _, e := range eras {
			header, body := s.request(e, "scopes:", "resources/read", uri, `"uri":`+quoted(uri))
			if a := s.do("POST", "scopes:", header, body); !strings.Contains(strings.ReplaceAll(a.body, `\u003c`, "<"), strings.ReplaceAll(want, `\u003e`, ">")) {
				t.Errorf("%s %s: %s", e, uri, a)
			}
		}
	}
	if e := s.audit.last(); strings.HasPrefix(e.Name, "x://files/") && e.Outcome == "allow" && e.Name != "x://files/{id}" {
		t.Errorf("audit names a variable's value: %+v", e)
	}
}

// TestLeakChecksAndFunctionSeeOneValue: what a check on a variable has passed is what the function gets, however the URI
// spells it, and for subscriptions and updates too.
func TestLeakChecksAndFunctionSeeOneValue(t *testing.T) {
	members := codec.Optional("id")
	var checked, ran string
	c := mcpruntime.Resource(mcpruntime.ResourceSpec{URI: "x://files/{id}", Name: "files"},
		mcpruntime.HideUnless(check.Arg("own($id)", func(_ context.Context, _ *check.Request, in *string) error {
			checked = *in
			if strings.HasPrefix(*in, "own ") {
				return nil
			}
			return check.Deny("not theirs")
		})),
		func(d *codec.Decoder, in *string) {
			for o := d.Object(&members); o.Next(); {
				codec.ReadString(d, in)
			}
		},
		func(_ context.Context, in *string) (string, error) { ran = *in; return "read", nil }, mcpruntime.ResourceText())
	s := serve(t, nil, c)
	read := func(method, uri string) answer {
		checked, ran = "", ""
		header, body := s.request(legacy, "scopes:", method, uri, `"uri":`+quoted(uri))
		return s.do("POST", "scopes:", header, body)
	}
	for uri, value := range map[string]string{
		"x://files/own%20a": "own a", "x://files/o%77n%20%61": "own a", "x://files/own%20%252e%252e": "own %2e%2e", "x://files/own%20a%2Bb": "own a+b",
	} {
		if a := read("resources/read", uri); checked != value || ran != value || a.status != 200 {
			t.Errorf("%s: checked %q, ran with %q: %s", uri, checked, ran, a)
		}
		if a := read("resources/subscribe", uri); checked != value || !strings.Contains(a.body, `"result"`) {
			t.Errorf("subscribing to %s: checked %q: %s", uri, checked, a)
		}
	}
	for uri, want := range map[string]string{
		"x://files/other%20a": "-31403", "x://files/OWN%20a": "-31403", "x://files/own%2520a": "-31403", "x://files/own%2B": "-31403",
		"x://files/other%2F..%2Fown%20a": "not found", "x://files/own%20a/": "not found",
	} {
		for _, method := range []string{"resources/read", "resources/subscribe"} {
			if a := read(method, uri); ran != "" || !strings.Contains(a.body, want) {
				t.Errorf("%s %s: ran with %q: %s", method, uri, ran, a)
			}
		}
	}
}

func TestLeakBadTemplatesAreRefused(t *testing.T) {
	for _, uri := range []string{
		"", "relative", "x://{a}{b}", "x://{a", "x://a}", "x://{}", "x://{+a}", "x://{a*}", "x://{a,b}", "x://{a}/{a}", "x://{a}b{c}",
	} {
		if err := newServer(t).Register(resource(uri, open)); err == nil {
			t.Errorf("%q is accepted", uri)
		}
	}
}

func TestLeakParamHeadersAreCheckedAfterTheDecision(t *testing.T) {
	schema := `{"type":"object","properties":{"text":{"type":"string","x-mcp-header":"Region"}},"required":["text"],"additionalProperties":false}`
	headed := func(name string, policy mcpruntime.Policy) mcpruntime.Component {
		return mcpruntime.Tool(mcpruntime.ToolSpec{Name: name, InputSchema: schema}, policy, decodeText,
			func(_ context.Context, in *textIn) (string, error) { return "echo " + in.Text, nil }, mcpruntime.Text())
	}
	s := serve(t, nil, headed("open", open), headed("secret", mcpruntime.HideUnless(check.Scopes("never"))))
	call := func(name, region string) answer {
		header, body := s.request(modern, "scopes:", "tools/call", name, `"name":"`+name+`","arguments":{"text":"eu"}`)
		header["Mcp-Param-Region"] = region
		return s.do("POST", "scopes:", header, body)
	}
	if a := call("open", "eu"); outcomeOf(a) != "allow" {
		t.Errorf("agreeing header: %s", a)
	}
	if a := call("open", "us"); a.status != 400 || !strings.Contains(a.body, "-32020") {
		t.Errorf("contradicting header: %s", a)
	}
	for _, region := range []string{"", "us", "eu"} {
		if hidden, missing := call("secret", region), call("absent", region); strings.ReplaceAll(hidden.String(), "secret", "absent") != missing.String() {
			t.Errorf("region %q:\n%s\n%s", region, hidden, missing)
		}
	}
}

func TestLeakSixtyFourBitNumbersKeepTheirDigits(t *testing.T) {
	s := serve(t, nil, tool("echo", open))
	for _, e := range eras {
		header, body := s.request(e, "scopes:", "tools/call", "echo", `"name":"echo","arguments":{"text":"9007199254740993"}`)
		if a := s.do("POST", "scopes:", header, strings.Replace(body, `"id":7`, `"id":9007199254740993`, 1)); !strings.Contains(a.body, `"id":9007199254740993`) {
			t.Errorf("%s: %s", e, a)
		}
	}
}

func TestLeakBatchesAreRefused(t *testing.T) {
	s := serve(t, nil, tool("echo", open))
	header, body := s.request(legacy, "scopes:", "tools/call", "echo", `"name":"echo"`)
	if a := s.do("POST", "scopes:", header, "["+body+","+body+"]"); a.status != 400 || !strings.Contains(a.body, "-32600") {
		t.Errorf("batch: %s", a)
	}
}
