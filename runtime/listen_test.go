package mcpruntime_test

import (
	"bufio"
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	mcpruntime "github.com/mcpgen/mcpgen/runtime"
	"github.com/mcpgen/mcpgen/runtime/check"
)

// stream opens a stream that tells what changes, and returns its events.
func (s *site) stream(e era, token string) <-chan string {
	s.t.Helper()
	return s.streamOf(e, token, `"notifications":{"toolsListChanged":true,"resourceSubscriptions":["data://secret","data://absent"]}`)
}

// streamOf is stream with the params of subscriptions/listen, which the older protocol has not.
func (s *site) streamOf(e era, token, params string) <-chan string {
	s.t.Helper()
	ctx, cancel := context.WithCancel(s.t.Context())
	s.t.Cleanup(cancel)
	method, header, body := "GET", map[string]string{"Mcp-Session-Id": "", "Mcp-Protocol-Version": string(legacy)}, ""
	if e == legacy {
		header["Mcp-Session-Id"] = s.session(token)
	} else {
		method = "POST"
		header, body = s.request(e, token, "subscriptions/listen", "", params)
	}
	req, err := http.NewRequestWithContext(ctx, method, s.url, strings.NewReader(body))
	if err != nil {
		s.t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+token)
	req.Header.Set("Accept", "application/json, text/event-stream")
	req.Header.Set("Content-Type", "application/json")
	for name, value := range header {
		req.Header.Set(name, value)
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() { _ = resp.Body.Close() })
	found := make(chan string, 100)
	go func() {
		defer close(found)
		for lines := bufio.NewScanner(resp.Body); lines.Scan(); {
			if data, ok := strings.CutPrefix(lines.Text(), "data: "); ok && !strings.Contains(data, "acknowledged") {
				found <- data
			}
		}
	}()
	return found
}

// TestStreamsTellOnlyWhatTheCallerMaySee: a change of something hidden makes no sound on the streams of those from whom it
// is hidden, in either era.
func TestStreamsTellOnlyWhatTheCallerMaySee(t *testing.T) {
	admin := mcpruntime.HideUnless(check.Scopes("admin"))
	for _, e := range eras {
		t.Run(string(e), func(t *testing.T) {
			t.Parallel()
			s := serve(t, nil, append(everyKind("secret", admin), tool("first", open))...)
			if e == legacy {
				for _, token := range []string{"scopes:admin", "scopes:"} {
					header, body := s.request(e, token, "resources/subscribe", "", `"uri":"data://secret"`)
					s.do("POST", token, header, body)
				}
			}
			sees, blind := s.stream(e, "scopes:admin"), s.stream(e, "scopes:")
			want := func(who string, events <-chan string, text string) {
				t.Helper()
				select {
				case got := <-events:
					if !strings.Contains(got, text) {
						t.Errorf("%s got %s, want %s", who, got, text)
					}
				case <-time.After(5 * time.Second):
					t.Errorf("%s missed %s", who, text)
				}
			}
			s.ResourceUpdated("data://secret")
			want("the admin", sees, `"uri":"data://secret"`)
			if err := s.Register(tool("hidden_one", admin)); err != nil {
				t.Fatal(err)
			}
			want("the admin", sees, "tools/list_changed")
			if err := s.Replace(tool("hidden_one", mcpruntime.HideUnless(check.Scopes("admin", "more")))); err != nil {
				t.Fatal(err)
			}
			want("the admin", sees, "tools/list_changed")
			if err := s.Unregister(check.Tool, "hidden_one"); err != nil {
				t.Fatal(err)
			}
			if err := s.Unregister(check.Tool, "hidden_one"); err == nil {
				t.Error("what is gone can be unregistered")
			}
			if err := s.Unregister(check.Tool, "first"); err != nil {
				t.Fatal(err)
			}
			want("the other", blind, "tools/list_changed")
			if len(blind) > 0 {
				t.Errorf("the other heard more: %s", <-blind)
			}
			if err := s.Replace(tool("second", mcpruntime.Policy{})); err == nil {
				t.Error("a tool without policy is registered while serving")
			}
		})
	}
}

// TestRevokedListenersLearnNothing: without any RecheckInterval, a caller who was revoked after the stream began is told of
// no change more, and the stream ends.
func TestRevokedListenersLearnNothing(t *testing.T) {
	for _, e := range eras {
		for name, happens := range map[string]func(*site) error{
			"a change": func(s *site) error { return s.Replace(tool("added", open)) },
			"an update": func(s *site) error {
				s.ResourceUpdated("data://first")
				return nil
			},
		} {
			t.Run(string(e)+"/"+name, func(t *testing.T) {
				t.Parallel()
				s := serve(t, nil, everyKind("first", open)...)
				if e == legacy {
					header, body := s.request(e, "scopes:", "resources/subscribe", "", `"uri":"data://first"`)
					if a := s.do("POST", "scopes:", header, body); !strings.Contains(a.body, `"result"`) {
						t.Fatalf("subscribing: %s", a)
					}
				}
				events := s.streamOf(e, "scopes:", `"notifications":{"toolsListChanged":true,"resourceSubscriptions":["data://first"]}`)
				if err := happens(s); err != nil {
					t.Fatal(err)
				}
				select {
				case <-events:
				case <-time.After(10 * time.Second):
					t.Fatal("the stream does not live")
				}
				s.verifier.revoke()
				s.ResourceUpdated("data://first")
				if err := s.Replace(tool("added", mcpruntime.HideUnless(check.Scopes("x")))); err != nil {
					t.Fatal(err)
				}
				deadline := time.After(10 * time.Second)
				for live := true; live; {
					select {
					case got, more := <-events:
						live = more
						if more && !strings.Contains(got, `"result"`) {
							t.Errorf("after the revocation it was told %s", got)
						}
					case <-deadline:
						t.Fatal("the stream of a revoked caller does not end")
					}
				}
			})
		}
	}
}

// TestListeningIsBounded: a stream lasts, and so does what its client listens for.
func TestListeningIsBounded(t *testing.T) {
	s := serve(t, nil, tool("open", open))
	for name, uris := range map[string]string{
		"many": strings.Repeat(`"x://a",`, 1000) + `"x://a"`, "long": `"x://` + strings.Repeat("a", 1<<20) + `"`,
	} {
		header, body := s.request(modern, "scopes:", "subscriptions/listen", "", `"notifications":{"resourceSubscriptions":[`+uris+`]}`)
		if a := s.do("POST", "scopes:", header, body); a.status != 400 || !strings.Contains(a.body, "-32602") {
			t.Errorf("%s: %.300s", name, a)
		}
	}
}
