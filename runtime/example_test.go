package mcpruntime_test

import (
	"context"
	"fmt"
	"net/http"
	"time"

	mcpruntime "github.com/mcpgen/mcpgen/runtime"
	"github.com/mcpgen/mcpgen/runtime/audit"
	"github.com/mcpgen/mcpgen/runtime/check"
	"github.com/mcpgen/mcpgen/runtime/codec"
	"github.com/mcpgen/mcpgen/runtime/principal"
)

// RegisterMCP stands for what mcpgen generates.
func RegisterMCP(s *mcpruntime.Server) error {
	return s.Register(mcpruntime.Tool(
		mcpruntime.ToolSpec{Name: "purge", Description: "Purge removes everything.", InputSchema: `{"type":"object"}`},
		mcpruntime.ChallengeUnless(check.Scopes("admin")),
		codec.ReadNothing,
		func(context.Context, *struct{}) (string, error) { return "gone", nil },
		mcpruntime.Text(),
	))
}

// A server of one's own in place of package serve: what runs is decided by the same guard.
func Example() {
	var verifier mcpruntime.Verifier // from mandate.New
	server, err := mcpruntime.New(mcpruntime.Config{
		Name: "notes", Version: "1.0.0",
		Resource: "http://127.0.0.1:8080/mcp", // https://notes.example.com/mcp in production
		Verifier: verifier, InsecureNoAuth: verifier == nil,
		MaskErrors:      true,
		RecheckInterval: 30 * time.Second,
	})
	if err != nil {
		panic(err)
	}
	defer func() { _ = server.Close() }()
	if err := RegisterMCP(server); err != nil {
		panic(err)
	}
	// The server bounds what a handler can: the message, each write, the checks. How long a client may take to send a request is
	// for the http.Server to say. TLS ends here or in front.
	srv := &http.Server{
		Addr: "127.0.0.1:8080", Handler: server.Handler(),
		ReadHeaderTimeout: 10 * time.Second, ReadTimeout: 30 * time.Second, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 64 << 10,
	}
	fmt.Println(srv.Addr)
	// Output: 127.0.0.1:8080
}

// Decisions answers for any caller without running anything: a test of the whole policy.
func ExampleServer_Decisions() {
	server, err := mcpruntime.New(mcpruntime.Config{Name: "notes", Version: "1.0.0", Audit: audit.Discard})
	if err != nil {
		panic(err)
	}
	if err := RegisterMCP(server); err != nil {
		panic(err)
	}
	for _, scope := range []string{"read", "admin"} {
		caller := &principal.Principal{Issuer: "https://login.example.com", Subject: "ada", Scopes: principal.SetOf(scope)}
		for _, d := range server.Decisions(context.Background(), caller) {
			fmt.Println(scope, d.Kind, d.Name, d.Outcome, d.MissingScopes)
		}
	}
	// Output:
	// read tool purge challenge [admin]
	// admin tool purge allow []
}

// A function that takes a while tells its caller how far it is.
func ExampleReportProgress() {
	load := func(ctx context.Context, rows []string) (int, error) {
		for i, row := range rows {
			// A caller who did not ask for progress is not told; an error means that the client is gone.
			if err := mcpruntime.ReportProgress(ctx, float64(i+1), float64(len(rows)), row); err != nil {
				return i, err
			}
		}
		return len(rows), nil
	}
	fmt.Println(load(context.Background(), []string{"a", "b"}))
	// Output: 2 <nil>
}
