package serve

import (
	"context"
	"errors"
	"fmt"
	"log"
	"net"
	"net/http"
	"time"

	mcpruntime "github.com/mcpgen/mcpgen/runtime"
)

// Limits of the HTTP server. There is no limit on writing as a whole: event streams are long by nature, and the gate
// sets a deadline for each write.
const (
	readHeaderTimeout = 10 * time.Second
	readTimeout       = 30 * time.Second
	idleTimeout       = 2 * time.Minute
	shutdownTimeout   = 10 * time.Second
	maxHeaderBytes    = 64 << 10
)

// serveHTTP listens, builds verifier and server for the address, and serves until ctx ends.
func (p *program) serveHTTP(ctx context.Context) error {
	listener, err := net.Listen("tcp", p.set.httpAddr)
	if err != nil {
		return err
	}
	defer listener.Close()
	trust, err := p.trust(ctx, listener.Addr().String())
	if err != nil {
		return err
	}
	defer trust.close()
	sink, err := p.auditSink()
	if err != nil {
		return err
	}
	defer sink.close()
	server, err := p.server(mcpruntime.Config{Resource: trust.resource, Verifier: trust.verifier, Audit: sink.sink, EndedSessions: trust.sessions})
	if err != nil {
		return err
	}
	defer server.Close()
	if err := trust.announce(p, server); err != nil {
		return err
	}
	go warm(ctx, server, p)
	p.log.Info("serving", "resource", trust.resource, "address", listener.Addr().String())
	return p.listen(ctx, listener, server)
}

// warm fetches what verification needs until it has it. A server whose issuer is down at start is not ready and says
// 503; it does not exit, or an outage of the issuer would become a restart storm.
func warm(ctx context.Context, server *mcpruntime.Server, p *program) {
	for wait := time.Second; ; wait = min(2*wait, 30*time.Second) {
		err := server.Warmup(ctx)
		if err == nil || ctx.Err() != nil {
			return
		}
		p.log.Warn("not ready", "error", err, "retry_in", wait)
		select {
		case <-ctx.Done():
			return
		case <-time.After(wait):
		}
	}
}

// listen serves until ctx ends; then open requests get shutdownTimeout to finish.
func (p *program) listen(ctx context.Context, listener net.Listener, server *mcpruntime.Server) error {
	srv := &http.Server{
		Handler:           handler(server),
		ReadHeaderTimeout: readHeaderTimeout,
		ReadTimeout:       readTimeout,
		IdleTimeout:       idleTimeout,
		MaxHeaderBytes:    maxHeaderBytes,
		ErrorLog:          log.New(p.std.Err, "", 0),
	}
	srv.RegisterOnShutdown(func() { _ = server.Close() }) // ends event streams, which would hold up the shutdown
	failed := make(chan error, 1)
	go func() { failed <- srv.Serve(listener) }()
	select {
	case err := <-failed:
		return fmt.Errorf("serving: %w", err)
	case <-ctx.Done():
	}
	limit, cancel := context.WithTimeout(context.WithoutCancel(ctx), shutdownTimeout)
	defer cancel()
	if err := srv.Shutdown(limit); err != nil && !errors.Is(err, context.DeadlineExceeded) {
		return fmt.Errorf("shutting down: %w", err)
	}
	return srv.Close()
}

// handler mounts the server beside the two probes: /healthz, that the process answers, and /readyz, that it could
// decide (keys are there, the revocation store is reachable).
func handler(server *mcpruntime.Server) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/", server.Handler())
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { probe(w, nil) })
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeout(r.Context(), 5*time.Second)
		defer cancel()
		probe(w, server.Ready(ctx))
	})
	return mux
}

// probe answers in plain text. The reason is not told: probes need no token.
func probe(w http.ResponseWriter, err error) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	if err != nil {
		w.WriteHeader(http.StatusServiceUnavailable)
		fmt.Fprintln(w, "not ready")
		return
	}
	fmt.Fprintln(w, "ok")
}
