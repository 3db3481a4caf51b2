package calls

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"testing"
	"time"

	"github.com/mark3labs/mcp-go/mcp"
	"github.com/mark3labs/mcp-go/server"

	mcpruntime "github.com/mcpgen/mcpgen/runtime"
	"github.com/mcpgen/mcpgen/runtime/audit"
	"github.com/mcpgen/mcpgen/runtime/check"
	"github.com/mcpgen/mcpgen/runtime/codec"
	"github.com/mcpgen/mcpgen/runtime/devissuer"
	"github.com/mcpgen/mcpgen/runtime/mandate"
	"github.com/mcpgen/mcpgen/runtime/revocation"
)

// TestMain runs the servers under load in processes of their own, so that their CPU time can be told from the load's.
func TestMain(m *testing.M) {
	start, ok := servers[os.Getenv("MCPGEN_BENCH_SERVER")]
	if !ok {
		os.Exit(m.Run())
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err == nil {
		err = start(listener)
	}
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}

var servers = map[string]func(net.Listener) error{"mcpgo": serveMCPGo, "mcpgen": serveMCPGen}

const schema = `{"type":"object","properties":{"title":{"type":"string","minLength":1,"maxLength":80},` +
	`"tags":{"type":"array","items":{"type":"string"}},"count":{"type":"integer","minimum":0}},` +
	`"required":["title"],"additionalProperties":false}`

// serveMCPGo is mcp-go's handler written by hand, without authorization and validation.
func serveMCPGo(listener net.Listener) error {
	s := server.NewMCPServer("bench", "1")
	s.AddTool(mcp.NewToolWithRawSchema("add_note", "adds a note", []byte(schema)),
		func(_ context.Context, req mcp.CallToolRequest) (*mcp.CallToolResult, error) {
			title, err := req.RequireString("title")
			if err != nil {
				return mcp.NewToolResultError(err.Error()), nil
			}
			n := note{Title: title, Tags: req.GetStringSlice("tags", nil), Count: int64(req.GetInt("count", 0)), ID: 42}
			return mcp.NewToolResultJSON(n)
		})
	announce(listener, "")
	return http.Serve(listener, server.NewStreamableHTTPServer(s))
}

type note struct {
	ID    int64    `json:"id"`
	Title string   `json:"title"`
	Tags  []string `json:"tags"`
	Count int64    `json:"count"`
}

var members = codec.Required("title").Optional("tags", "count")

func decodeNote(d *codec.Decoder, v *note) {
	for o := d.Object(&members); o.Next(); {
		switch o.Name() {
		case "title":
			codec.ReadStringWith(d, &v.Title, codec.MinLength(1), codec.MaxLength(80))
		case "tags":
			codec.ReadSlice(d, &v.Tags, codec.ReadString)
		case "count":
			codec.ReadIntWith(d, &v.Count, codec.Min(0))
		}
	}
}

func encodeNote(e *codec.Encoder, v *note) {
	e.Begin()
	e.Name("id")
	codec.WriteInt(e, &v.ID)
	e.Name("title")
	codec.WriteString(e, &v.Title)
	e.Name("tags")
	codec.WriteSlice(e, &v.Tags, codec.WriteString)
	e.Name("count")
	codec.WriteInt(e, &v.Count)
	e.End()
}

// serveMCPGen verifies a Caracal mandate (1.1 KB, cached after the first call, revocation asked every time), checks two
// scopes and a tag rule, decodes strictly and audits to a file.
func serveMCPGen(listener net.Listener) error {
	ctx := context.Background()
	resource := "http://" + listener.Addr().String() + "/mcp"
	issuer, err := devissuer.New(devissuer.Config{ZoneID: "zone", Audience: resource, Lifetime: time.Hour})
	if err != nil {
		return err
	}
	if err := issuer.Start(ctx); err != nil {
		return err
	}
	verifier, err := mandate.New(mandate.Config{
		Issuer: issuer.URL(), Audience: resource, ZoneID: "zone", Revocations: revocation.NewMemory(revocation.MemoryConfig{}),
	})
	if err != nil {
		return err
	}
	if err := verifier.Warmup(ctx); err != nil {
		return err
	}
	trail, err := os.OpenFile(os.DevNull, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	s, err := mcpruntime.New(mcpruntime.Config{
		Name: "bench", Version: "1", Resource: resource, Verifier: verifier, Audit: audit.JSONLines(trail),
		Checks: []check.Check{check.RestrictTag("admin", "notes:admin")},
	})
	if err != nil {
		return err
	}
	err = s.Register(mcpruntime.Tool(
		mcpruntime.ToolSpec{Name: "add_note", Description: "adds a note", Tags: []string{"admin"}, InputSchema: schema},
		mcpruntime.HideUnless(check.Scopes("notes:read", "notes:write").ImpliedBy("notes:read", "notes:write")),
		decodeNote,
		func(_ context.Context, in *note) (note, error) { in.ID = 42; return *in, nil },
		mcpruntime.JSON(encodeNote),
	))
	if err != nil {
		return err
	}
	token, err := issuer.Mint(devissuer.Claims{
		Subject: "user-1", ClientID: "client-1", Scopes: []string{"notes:write", "notes:admin"}, AgentSessionID: "agent-session-1",
		DelegationEdgeID: "edge-1", Extra: map[string]any{"padding": string(make([]byte, 64))},
	})
	if err != nil {
		return err
	}
	announce(listener, token.Reveal())
	return http.Serve(listener, s.Handler())
}

// announce tells the parent where to send requests, and ends the process with it.
func announce(listener net.Listener, token string) {
	fmt.Println(listener.Addr(), token)
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin)
		os.Exit(0)
	}()
}
