package mcpruntime

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"os"
	"strconv"
	"sync"
	"sync/atomic"

	"github.com/mcpgen/mcpgen/runtime/internal/stream"
	"github.com/mcpgen/mcpgen/runtime/internal/wire"
	"github.com/mcpgen/mcpgen/runtime/transport"
)

// maxRunningStdio bounds how many requests of one stdio client are handled at once. What comes beyond it is refused, and
// never waited with: the message that would end a call, or answer its question, may be behind it.
const maxRunningStdio = 1000

// errCancelled is why the context of a call ended that its client cancelled.
var errCancelled = errors.New("the client cancelled the request")

// ServeStdio serves one client on standard input and output until ctx ends or the input does. Without Config.StdioToken
// all checks are skipped, as in FastMCP: the client owns the process. With it the token is verified for every message.
func (s *Server) ServeStdio(ctx context.Context) error { return s.ServeIO(ctx, os.Stdin, os.Stdout) }

// ServeIO is [Server.ServeStdio] on other streams. It returns when in ends, after the calls in progress (those that wait
// for an answer of the client get none), or with ctx's error when ctx ends; a read that blocks then stays behind until in
// is closed. Nothing but messages is written to out, each as one line and in one write.
func (s *Server) ServeIO(ctx context.Context, in io.Reader, out io.Writer) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	c := &stdio{Server: s, out: out, slots: make(chan struct{}, maxRunningStdio)}
	c.session = "stdio-" + strconv.FormatInt(stdioClients.Add(1), 10)

	read := make(chan error, 1)
	ended, end := context.WithCancel(ctx)
	c.ended = ended.Done()
	go func() {
		defer end()
		read <- c.readLines(ctx, in)
	}()
	var err error
	select {
	case err = <-read:
	case <-ctx.Done():
		err = context.Cause(ctx)
	}
	c.calls.Wait()
	cancel()
	c.streams.Wait()
	c.clients.Forget(c.session)
	if errors.Is(err, io.EOF) {
		return nil
	}
	return err
}

var stdioClients atomic.Int64

// stdio is one client on a pair of streams.
type stdio struct {
	*Server
	session   string
	slots     chan struct{}
	calls     sync.WaitGroup
	streams   sync.WaitGroup  // what lasts until the client is gone
	ended     <-chan struct{} // closed when the client says nothing more
	listening sync.Once
	mu        sync.Mutex // guards out: each message is one write
	out       io.Writer
}

// Write writes one whole message.
func (c *stdio) Write(p []byte) (int, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.out.Write(p)
}

// readLines handles one message a line. Requests run side by side; notifications, answers and the handshake in order, since
// what follows them depends on them.
func (c *stdio) readLines(ctx context.Context, in io.Reader) error {
	r := bufio.NewReaderSize(in, 64<<10)
	for {
		line, err := c.readLine(r)
		if err != nil {
			return err
		}
		if line == nil {
			continue
		}
		m, problem := wire.Parse(line)
		if problem != nil {
			_, _ = c.Write(wire.ErrorReply(m, problem).Body)
			continue
		}
		if m.Method == "" || m.ID == nil || m.Method == "initialize" {
			c.handle(ctx, m)
			continue
		}
		c.begin(ctx, m)
	}
}

// begin handles a request beside others. It can be cancelled from now on: the message that does so may be the next.
func (c *stdio) begin(ctx context.Context, m *wire.Message) {
	select {
	case c.slots <- struct{}{}:
	default:
		_, _ = c.Write(unavailableReply(&exchange{msg: m}).Body)
		return
	}
	ctx, cancel := context.WithCancelCause(ctx)
	done := c.running.Add(c.session, m.ID, func() { cancel(errCancelled) })
	group := &c.calls
	if m.Method == "subscriptions/listen" {
		group = &c.streams
	}
	group.Go(func() {
		defer func() { <-c.slots }()
		defer cancel(nil)
		defer done()
		c.handle(ctx, m)
	})
}

// readLine returns the next message, nil for a blank line or one that is too long (which is answered).
func (c *stdio) readLine(r *bufio.Reader) ([]byte, error) {
	var line []byte
	large := false
	for {
		part, err := r.ReadSlice('\n')
		if large = large || int64(len(line)+len(part)) > c.config.MaxBodyBytes; !large {
			line = append(line, part...)
		}
		switch {
		case err == nil || err == io.EOF && len(line) > 0 && !large:
			if large {
				_, err := c.Write(wire.ErrorReply(nil, wire.InvalidRequest("the message is larger than this server accepts")).Body)
				return nil, err
			}
			if line = bytes.TrimSpace(line); len(line) == 0 {
				return nil, nil
			}
			return line, nil
		case !errors.Is(err, bufio.ErrBufferFull):
			return nil, err
		}
	}
}

// handle answers one message.
func (c *stdio) handle(ctx context.Context, m *wire.Message) {
	x := &exchange{transport: transport.Stdio, msg: m, session: c.session, started: c.clock(), ended: c.ended}
	if m.ID != nil {
		x.outlet = stream.NewOutlet(c.send)
		defer x.outlet.End()
	}
	x.enforced = c.config.StdioToken != ""
	answer := c.authorize(ctx, x, c.config.StdioToken)
	if answer == nil {
		answer = c.Server.handle(x.inContext(ctx), x)
	}
	if m.Method == "notifications/initialized" && answer.Status == http.StatusAccepted {
		c.listenOnce(ctx, x)
	}
	x.outlet.End()
	if len(answer.Body) > 0 && m.ID != nil && context.Cause(ctx) != errCancelled {
		_, _ = c.Write(answer.Body)
	}
}

// send writes a message that goes beside an answer.
func (c *stdio) send(message []byte) error {
	_, err := c.Write(append(message, '\n'))
	return err
}

// listenOnce begins to tell a client of the older protocol what changes.
func (c *stdio) listenOnce(ctx context.Context, x *exchange) {
	c.listening.Do(func() {
		ctx, cancel := c.callContext(x.inContext(ctx), x)
		l := &listener{x: x, out: stream.NewOutlet(c.send), filter: legacyFilter}
		ctx, done := c.open(ctx, l)
		c.streams.Go(func() {
			defer cancel()
			defer done()
			c.listen(ctx, l)
		})
	})
}

// HandleMessage answers one message of a client in the same process, decided as over HTTP: the token is verified, the
// checks apply. It returns nil when there is nothing to answer.
func (s *Server) HandleMessage(ctx context.Context, token transport.Credential, raw []byte) []byte {
	m, problem := wire.Parse(raw)
	if problem != nil {
		return wire.ErrorReply(m, problem).Body
	}
	x := &exchange{transport: transport.InProcess, enforced: true, msg: m, started: s.clock()}
	answer := s.authorize(ctx, x, token)
	if answer == nil {
		answer = s.handle(x.inContext(ctx), x)
	}
	return answer.Body
}
