package serve

import (
	"context"
	"io"
	"os"

	mcpruntime "github.com/mcpgen/mcpgen/runtime"
	"github.com/mcpgen/mcpgen/runtime/transport"
)

// serveStdio serves the client on standard input until it closes it or ctx ends. Without MCPGEN_STDIO_TOKEN there is
// no caller to verify and checks are skipped, as in FastMCP: whoever started the process is trusted with it.
func (p *program) serveStdio(ctx context.Context) error {
	sink, err := p.auditSink()
	if err != nil {
		return err
	}
	defer sink.close()
	config := mcpruntime.Config{Resource: p.set.resource, Audit: sink.sink, StdioToken: transport.Credential(p.set.stdioToken)}
	if p.set.verifies() {
		trust, err := p.trust(ctx, "")
		if err != nil {
			return err
		}
		defer trust.close()
		config.Verifier = trust.verifier
	} else {
		p.log.Warn("stdio without MCPGEN_STDIO_TOKEN: authorization is skipped; whoever started this process may use every component")
	}
	server, err := p.server(config)
	if err != nil {
		return err
	}
	defer server.Close()
	if p.set.verifies() {
		go warm(ctx, server, p)
	}
	defer p.keepStdout()()
	return server.ServeIO(ctx, p.std.In, p.std.Out)
}

// keepStdout keeps standard output for the protocol, where it is what is served on: what functions and libraries print
// would be taken for messages, so it goes to standard error until the returned function is called.
func (p *program) keepStdout() (restore func()) {
	stdout := os.Stdout
	if p.std.Out != io.Writer(stdout) {
		return func() {}
	}
	os.Stdout = os.Stderr
	return func() { os.Stdout = stdout }
}
