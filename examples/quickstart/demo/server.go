package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"time"

	"github.com/mcpgen/mcpgen/examples/quickstart/notes"
	mcpruntime "github.com/mcpgen/mcpgen/runtime"
	"github.com/mcpgen/mcpgen/runtime/devissuer"
	"github.com/mcpgen/mcpgen/runtime/mandate"
	"github.com/mcpgen/mcpgen/runtime/revocation"
)

const zone = "demo"

// world is everything that runs during the demo.
type world struct {
	resource string
	issuer   *devissuer.Issuer
	store    *revocation.Memory
	close    func()
}

// start serves the notes on a free loopback port, trusting an embedded issuer of Caracal mandates.
func start(ctx context.Context) (*world, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	w := &world{
		resource: fmt.Sprintf("http://%s/mcp", listener.Addr()),
		store:    revocation.NewMemory(revocation.MemoryConfig{}),
	}
	w.issuer, err = devissuer.New(devissuer.Config{ZoneID: zone, Audience: w.resource})
	if err != nil {
		return nil, err
	}
	if err := w.issuer.Start(ctx); err != nil {
		return nil, err
	}
	verifier, err := mandate.New(mandate.Config{Issuer: w.issuer.URL(), Audience: w.resource, ZoneID: zone, Revocations: w.store})
	if err != nil {
		return nil, err
	}
	server, err := notesServer(w.resource, verifier)
	if err != nil {
		return nil, err
	}
	if err := server.Warmup(ctx); err != nil {
		return nil, err
	}
	srv := &http.Server{Handler: server.Handler(), ReadHeaderTimeout: 10 * time.Second}
	go func() { _ = srv.Serve(listener) }()
	w.close = func() {
		_ = srv.Close()
		_ = server.Close()
		_ = verifier.Close()
		_ = w.issuer.Close()
	}
	return w, nil
}

// notesServer registers the generated code of the notes package. The audit trail is left out of the demo's output.
func notesServer(resource string, verifier *mandate.Verifier) (*mcpruntime.Server, error) {
	quiet := slog.New(slog.NewTextHandler(io.Discard, nil))
	server, err := mcpruntime.New(mcpruntime.Config{
		Name:     "notes",
		Version:  "1.0.0",
		Resource: resource,
		Verifier: verifier,
		Logger:   quiet,
		Audit:    discard{},
	})
	if err != nil {
		return nil, err
	}
	service := &notes.Service{Store: &notes.Store{}, Now: time.Now}
	return server, service.RegisterMCP(server)
}
