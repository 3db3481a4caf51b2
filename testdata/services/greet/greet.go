// Package greet is a connect service: its handlers, in the simple form, and the interface that a generator wrote for them.
package greet

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"connectrpc.com/connect"
)

//go:generate go tool mcpgen

// GreetServiceHandler is an implementation of the greet.v1.GreetService service.
type GreetServiceHandler interface {
	// Greet greets somebody.
	Greet(context.Context, *GreetRequest) (*GreetResponse, error)
	// Count counts up to a number.
	Count(context.Context, *CountRequest) (*CountResponse, error)
}

// GreetRequest is a message.
type GreetRequest struct {
	Name  string            `json:"name,omitempty"`
	Title *string           `json:"title,omitempty"`
	Tags  map[string]string `json:"tags,omitempty"`
}

// GreetResponse is a message.
type GreetResponse struct {
	Greeting string `json:"greeting,omitempty"`
}

// CountRequest is a message.
type CountRequest struct {
	To uint32 `json:"to,omitempty"`
}

// CountResponse is a message.
type CountResponse struct {
	Numbers []uint32 `json:"numbers,omitempty"`
}

// Greets somebody by name.
//
//mcp:tool for=GreetServiceHandler.Greet readonly auth=scopes(greet)
//mcp:param name maxlen=20

//mcp:tool for=GreetServiceHandler.Count readonly auth=scopes(greet)
//mcp:param to max=10

// Server implements it.
type Server struct {
	interceptor connect.Interceptor
	client      *connect.Client[GreetRequest, GreetResponse]
	http        *http.Client
}

// Greet is an RPC.
func (s *Server) Greet(ctx context.Context, req *GreetRequest) (*GreetResponse, error) {
	if req.Name == "" {
		return nil, connect.NewError(connect.CodeInvalidArgument, errors.New("name is empty"))
	}
	title := ""
	if req.Title != nil {
		title = *req.Title + " "
	}
	return &GreetResponse{Greeting: "Hello, " + title + strings.TrimSpace(req.Name) + "!"}, nil
}

// Count is an RPC.
func (s *Server) Count(ctx context.Context, req *CountRequest) (*CountResponse, error) {
	res := &CountResponse{}
	for n := range req.To {
		res.Numbers = append(res.Numbers, n+1)
	}
	return res, nil
}

// Chat is an RPC that streams both ways, and no tool.
func (s *Server) Chat(ctx context.Context, stream *connect.BidiStream[GreetRequest, GreetResponse]) error {
	return connect.NewError(connect.CodeUnimplemented, nil)
}
