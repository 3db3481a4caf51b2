package mcpruntime_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	mcpruntime "github.com/mcpgen/mcpgen/runtime"
	"github.com/mcpgen/mcpgen/runtime/codec"
)

// failingOnes are one component of each kind whose function returns err.
func failingOnes(err error) []mcpruntime.Component {
	return []mcpruntime.Component{
		toolDoing("fails", open, func(context.Context, *textIn) (string, error) { return "", err }),
		mcpruntime.Prompt(mcpruntime.PromptSpec{Name: "fails"}, open, codec.ReadNothing,
			func(context.Context, *struct{}) (string, error) { return "", err }, mcpruntime.PromptText()),
		mcpruntime.Resource(mcpruntime.ResourceSpec{URI: "x://fails", Name: "fails"}, open, codec.ReadNothing,
			func(context.Context, *struct{}) (string, error) { return "", err }, mcpruntime.ResourceText()),
	}
}

// TestMaskErrors: the text of a function's error reaches callers, unless it is masked; then it is in the log.
func TestMaskErrors(t *testing.T) {
	const detail = "dial tcp 10.0.0.7: refused"
	for _, masked := range []bool{false, true} {
		s := serve(t, func(c *mcpruntime.Config) { c.MaskErrors = masked }, failingOnes(errors.New(detail))...)
		for _, e := range eras {
			for _, use := range []struct{ method, name, params string }{
				{"tools/call", "fails", `"name":"fails","arguments":{"text":"x"}`},
				{"prompts/get", "fails", `"name":"fails"`},
				{"resources/read", "x://fails", `"uri":"x://fails"`},
			} {
				before := strings.Count(s.logs.String(), detail)
				header, body := s.request(e, "scopes:", use.method, use.name, use.params)
				a := s.do("POST", "scopes:", header, body)
				if strings.Contains(a.body, detail) == masked {
					t.Errorf("masked %v, %s %s: %s", masked, e, use.method, a)
				}
				if logged := strings.Count(s.logs.String(), detail) > before; logged != masked {
					t.Errorf("masked %v, %s %s: logged %v", masked, e, use.method, logged)
				}
			}
		}
	}
}

// TestResourceNotFound: a function that says there is no such resource is answered as for a URI that nothing serves, so
// that callers cannot tell what a template would serve to others.
func TestResourceNotFound(t *testing.T) {
	s := serve(t, nil, failingOnes(fmt.Errorf("looking up row 7: %w", mcpruntime.ErrResourceNotFound))...)
	for _, e := range eras {
		read := func(uri string) answer {
			header, body := s.request(e, "scopes:", "resources/read", uri, `"uri":"`+uri+`"`)
			return s.do("POST", "scopes:", header, body)
		}
		if got, want := strings.ReplaceAll(read("x://fails").String(), "x://fails", "x://other"), read("x://other").String(); got != want {
			t.Errorf("%s:\n%s\n%s", e, got, want)
		}
		if a := s.call(e, "scopes:", "fails", `{"text":"x"}`); !strings.Contains(a.body, `"isError":true`) {
			t.Errorf("%s: of a tool it is an error like any other: %s", e, a)
		}
	}
}
