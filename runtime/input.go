package mcpruntime

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"sync"

	"github.com/mark3labs/mcp-go/mcp"

	"github.com/mcpgen/mcpgen/runtime/internal/jsonscan"
	"github.com/mcpgen/mcpgen/runtime/internal/session"
	"github.com/mcpgen/mcpgen/runtime/internal/wire"
)

// maxInputRounds bounds how often one call of the older protocol may ask its client for input.
const maxInputRounds = 10

// readInput takes the round trip out of a request: it opens the state, which must be this caller's for this call.
func (s *Server) readInput(x *exchange, c *component) *wire.Error {
	m := x.msg
	if m.InputResponses != nil {
		if json.Unmarshal(m.InputResponses, &x.input.responses) != nil {
			return m.InvalidParams("inputResponses must be an object")
		}
	}
	if m.RequestState == "" {
		return nil
	}
	state, err := s.states.Open(m.RequestState, s.clock(), s.stateBinding(x, c))
	if err != nil {
		return invalidRequestState(m)
	}
	x.input.state = state
	return nil
}

// answerQuestion asks a client of the stateless protocol for input: it calls again with the answers.
func (s *Server) answerQuestion(ctx context.Context, x *exchange, c *component, q question) *wire.Reply {
	requests, err := encodeRequests(q.requests)
	if err != nil {
		return s.failed(ctx, x, c, err)
	}
	r := s.identity.BeginInputRequired(x.msg)
	r.Member("inputRequests")
	r.Body = append(r.Body, requests...)
	if q.state != "" {
		sealed, err := s.states.Seal(q.state, s.clock(), s.stateBinding(x, c))
		if err != nil {
			return s.failed(ctx, x, c, err)
		}
		r.Member("requestState")
		r.Text(sealed)
	}
	return r.End()
}

// encodeRequests writes input requests.
func encodeRequests(requests mcp.InputRequests) ([]byte, error) {
	encoded := map[string]wire.Request{}
	for key, r := range requests {
		request, err := requestOf(r)
		if err != nil {
			return nil, err
		}
		encoded[key] = request
	}
	return json.Marshal(encoded)
}

// requestOf is an input request without its envelope. One without parameters (roots/list) gets empty ones: go-sdk's client
// cannot read a request without.
func requestOf(r mcp.InputRequest) (request wire.Request, err error) {
	raw, err := json.Marshal(r)
	if err != nil {
		return request, err
	}
	err = json.Unmarshal(raw, &request)
	if request.Params == nil {
		request.Params = json.RawMessage(`{}`)
	}
	return request, err
}

// ask puts the questions to a client of the older protocol, side by side, and returns its answers.
func (s *Server) ask(ctx context.Context, x *exchange, q question) (mcp.InputResponses, error) {
	if len(q.requests) == 0 {
		return nil, errors.New("the function asks its client to come back later, which the older protocol cannot say")
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	var mu sync.Mutex
	var failed error
	answers := mcp.InputResponses{}
	var waiting sync.WaitGroup
	for _, key := range slices.Sorted(maps.Keys(q.requests)) {
		waiting.Go(func() {
			answer, err := s.askOne(ctx, x, q.requests[key])
			mu.Lock()
			defer mu.Unlock()
			if err != nil && failed == nil {
				failed = fmt.Errorf("asking the client for %q: %w", key, err)
				cancel()
			}
			answers[key] = answer
		})
	}
	waiting.Wait()
	if failed == nil {
		failed = context.Cause(ctx) // who has left is not served, whatever still arrived
	}
	return answers, failed
}

// askOne sends one request on the stream of the running call and waits for the answer of the same session.
func (s *Server) askOne(ctx context.Context, x *exchange, r mcp.InputRequest) (answer mcp.InputResponse, err error) {
	id := rand.Text()
	arrival := s.clients.Expect(x.owner(), id, s.clock())
	defer s.clients.Abandon(x.session, id)
	request, err := requestOf(r)
	if err != nil {
		return answer, err
	}
	request.JSONRPC, request.ID = "2.0", id
	message, err := json.Marshal(request)
	if err != nil {
		return answer, err
	}
	if err := x.outlet.Send(message); err != nil {
		return answer, err
	}
	select {
	case <-ctx.Done():
		return answer, context.Cause(ctx)
	case <-x.ended:
		return answer, errors.New("it closed the connection")
	case m := <-arrival:
		if m.Result == nil {
			return answer, errors.New("it refused: " + clientError(m.Failure))
		}
		if json.Unmarshal(m.Result, &answer) != nil {
			return mcp.InputResponse{}, errors.New("its answer is not what the protocol says")
		}
		return answer, nil
	}
}

// clientError is the text of a client's error.
func clientError(raw []byte) string {
	var e struct{ Message string }
	if json.Unmarshal(raw, &e) != nil || e.Message == "" {
		return "no reason given"
	}
	return e.Message
}

// takeResponse hands a client's response to the call that asked.
func (s *Server) takeResponse(x *exchange) *wire.Reply {
	if id, ok := jsonscan.String(x.msg.ID); ok {
		s.clients.Deliver(x.session, id, x.msg)
	}
	return wire.Accepted()
}

// invalidRequestState is the one answer to every requestState that does not open, whatever the reason.
func invalidRequestState(m *wire.Message) *wire.Error {
	e := m.InvalidParams(session.ErrState.Error())
	if !m.Modern() {
		e.Status = http.StatusOK
	}
	return e
}

// stateBinding is what a request state is good for: the server (another may have the same key), the caller, the component,
// and the arguments of the call. Arguments are compared by value: a client may write them in another order the second
// time. A component that was replaced since keeps its name, and so gets the states of the one before; its policy decides.
func (s *Server) stateBinding(x *exchange, c *component) []byte {
	h := sha256.New()
	parts := []string{s.config.Name, s.config.Resource, c.ID.Kind.String(), c.key(), x.msg.URI, canonical(x.msg.Arguments)}
	if p := x.principal; p != nil {
		parts = append(parts, p.Issuer, p.Subject, p.ClientID)
	}
	for _, part := range parts {
		_ = binary.Write(h, binary.BigEndian, uint64(len(part)))
		h.Write([]byte(part))
	}
	return h.Sum(nil)
}

// canonical is JSON with sorted members and all digits; the text itself when it is no JSON.
func canonical(raw []byte) string {
	if len(raw) == 0 {
		return "{}"
	}
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	var value any
	if d.Decode(&value) != nil {
		return string(raw)
	}
	sorted, err := json.Marshal(value)
	if err != nil {
		return string(raw)
	}
	return string(sorted)
}
