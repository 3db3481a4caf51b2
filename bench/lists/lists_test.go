// Package lists compares a filtered tools/list with mcp-go's WithToolFilter.
package lists

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/mark3labs/mcp-go/mcp"
	"github.com/mark3labs/mcp-go/server"

	mcpruntime "github.com/mcpgen/mcpgen/runtime"
	"github.com/mcpgen/mcpgen/runtime/audit"
	"github.com/mcpgen/mcpgen/runtime/check"
	"github.com/mcpgen/mcpgen/runtime/codec"
	"github.com/mcpgen/mcpgen/runtime/mandate"
	"github.com/mcpgen/mcpgen/runtime/principal"
	"github.com/mcpgen/mcpgen/runtime/transport"
)

const schema = `{"type":"object","properties":{"title":{"type":"string","description":"what the note is about","maxLength":80},` +
	`"tags":{"type":"array","items":{"type":"string"}}},"required":["title"],"additionalProperties":false}`

var message = json.RawMessage(`{"jsonrpc":"2.0","id":1,"method":"tools/list"}`)

// verifier always answers the same caller: what is measured is the list.
type verifier struct{ m *mandate.Mandate }

func (v verifier) Verify(context.Context, transport.Credential) (*mandate.Mandate, error) {
	return v.m, nil
}
func (verifier) Issuers() []string            { return []string{"https://issuer.example"} }
func (verifier) RequiredScopes() []string     { return nil }
func (verifier) Warmup(context.Context) error { return nil }
func (verifier) Ready(context.Context) error  { return nil }

// scopesOf is the requirement of the i-th tool: half of them are the caller's.
func scopesOf(i int) []string { return []string{"read", []string{"write", "admin"}[i%2]} }

func mcpgenList(b testing.TB, n int) func() []byte {
	b.Helper()
	caller := principal.Principal{
		Issuer: "https://issuer.example", Subject: "s", Scopes: principal.SetOf("read", "write"), ExpiresAt: time.Now().Add(time.Hour),
	}
	s, err := mcpruntime.New(mcpruntime.Config{
		Name: "bench", Version: "1", Resource: "https://bench.example/mcp", Verifier: verifier{mandate.InsecureMandate(caller)},
		Audit: audit.Discard, PageSize: n, Checks: []check.Check{check.RestrictTag("beta", "beta")},
	})
	if err != nil {
		b.Fatal(err)
	}
	components := make([]mcpruntime.Component, n)
	for i := range components {
		components[i] = mcpruntime.Tool(
			mcpruntime.ToolSpec{Name: fmt.Sprintf("tool_%05d", i), Description: "does something useful", InputSchema: schema},
			mcpruntime.HideUnless(check.Scopes(scopesOf(i)...)), codec.ReadNothing,
			func(context.Context, *struct{}) (struct{}, error) { return struct{}{}, nil }, mcpruntime.NoResult(),
		)
	}
	if err := s.Register(components...); err != nil {
		b.Fatal(err)
	}
	return func() []byte { return s.HandleMessage(context.Background(), "token", message) }
}

func mcpgoList(b testing.TB, n int) func() []byte {
	b.Helper()
	held := []string{"read", "write"}
	needs := map[string][]string{}
	s := server.NewMCPServer("bench", "1", server.WithToolFilter(func(_ context.Context, tools []mcp.Tool) []mcp.Tool {
		shown := tools[:0:0]
		for _, t := range tools {
			if !slices.ContainsFunc(needs[t.Name], func(scope string) bool { return !slices.Contains(held, scope) }) {
				shown = append(shown, t)
			}
		}
		return shown
	}))
	var tools []server.ServerTool
	for i := range n {
		name := fmt.Sprintf("tool_%05d", i)
		needs[name] = scopesOf(i)
		tools = append(tools, server.ServerTool{
			Tool: mcp.NewToolWithRawSchema(name, "does something useful", []byte(schema)),
			Handler: func(context.Context, mcp.CallToolRequest) (*mcp.CallToolResult, error) {
				return mcp.NewToolResultText(""), nil
			},
		})
	}
	s.AddTools(tools...)
	return func() []byte {
		body, err := json.Marshal(s.HandleMessage(context.Background(), message))
		if err != nil {
			b.Fatal(err)
		}
		return body
	}
}

// BenchmarkToolsList measures both in one run; "times" is how often mcpgen's fits into mcp-go's.
func BenchmarkToolsList(b *testing.B) {
	for _, n := range []int{100, 1000, 10000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			ours, theirs := mcpgenList(b, n), mcpgoList(b, n)
			if got, want := len(names(b, ours())), len(names(b, theirs())); got != want || got != n/2 {
				b.Fatalf("%d tools and %d, want %d", got, want, n/2)
			}
			var spent [2]time.Duration
			for b.Loop() {
				for i, list := range []func() []byte{ours, theirs} {
					start := time.Now()
					list()
					spent[i] += time.Since(start)
				}
			}
			b.ReportMetric(float64(spent[0].Microseconds())/float64(b.N), "mcpgen-µs")
			b.ReportMetric(float64(spent[1].Microseconds())/float64(b.N), "mcpgo-µs")
			b.ReportMetric(float64(spent[1])/float64(spent[0]), "times")
			b.ReportMetric(0, "ns/op")
		})
	}
}

func names(b testing.TB, body []byte) []string {
	b.Helper()
	var result struct {
		Result struct{ Tools []struct{ Name string } }
	}
	if err := json.Unmarshal(body, &result); err != nil {
		b.Fatal(err)
	}
	var list []string
	for _, t := range result.Result.Tools {
		list = append(list, t.Name)
	}
	return list
}
