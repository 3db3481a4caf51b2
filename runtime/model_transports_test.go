package mcpruntime_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	mcpruntime "github.com/mcpgen/mcpgen/runtime"
	"github.com/mcpgen/mcpgen/runtime/transport"
)

// TestModelOverOtherTransports is [TestModel] in process, and over stdio with a token: the same function decides, and the
// same error travels in the message.
func TestModelOverOtherTransports(t *testing.T) {
	rows := 0
	for layerName, layer := range layers {
		for _, held := range callers {
			token := "scopes:" + strings.Join(held, "+")
			var components []mcpruntime.Component
			for _, p := range policies {
				policy, tags := mcpruntime.HideUnless(checksOf(p.terms)...), []string(nil)
				if p.challenge {
					policy = mcpruntime.ChallengeUnless(checksOf(p.terms)...)
				}
				if p.tagged {
					tags = []string{"t"}
				}
				components = append(components, everyKind(p.name, policy, tags...)...)
			}
			s := startSite(t, func(c *mcpruntime.Config) {
				c.Checks, c.StdioToken = checksOf(layer), transport.Credential(token)
			}, components...)
			stdio, stop := converseOnce(t, s.Server)
			ask := map[string]func(string) string{
				"stdio": stdio,
				"in process": func(message string) string {
					return string(s.HandleMessage(t.Context(), transport.Credential(token), []byte(message)))
				},
			}
			for i := range len(policies) + 1 {
				p, name := policies[i%len(policies)], "absent"
				if i < len(policies) {
					name = p.name
				}
				expected := model(held, layer, p.terms, p.challenge, i < len(policies), p.tagged)
				for _, path := range paths {
					for _, e := range path.eras {
						for how, ask := range ask {
							rows++
							target, params := path.params(name)
							_, body := s.request(e, token, path.method, target, params)
							label := fmt.Sprintf("%s: %s/%v/%s/%s/%s", how, layerName, held, name, path.name, e)
							compareBody(t, label, answer{http.StatusOK, http.Header{}, ask(body)}, expected)
							if path.list == "" {
								continue
							}
							_, body = s.request(e, token, path.list, "", "")
							if got := strings.Contains(ask(body), path.listed(name)); got != expected.listed {
								t.Errorf("%s: listed %v, want %v", label, got, expected.listed)
							}
						}
					}
				}
			}
			stop()
			s.stop()
		}
	}
	t.Logf("%d rows", rows)
}
