package mcpruntime

import (
	"errors"
	"fmt"

	"github.com/mark3labs/mcp-go/mcp"

	"github.com/mcpgen/mcpgen/runtime/internal/wire"
)

// errNoValue is what a function has done wrong that returns neither a value nor an error.
var errNoValue = errors.New("the function returned nothing to send")

// product is what a function has made: the value of a tool as bytes, or else one of mcp-go's results.
type product struct {
	value  []byte
	tool   *mcp.CallToolResult
	prompt *mcp.GetPromptResult
	read   *mcp.ReadResourceResult
}

// question returns what the function wants to know before it goes on.
func (p product) question() (question, bool) {
	switch {
	case p.tool.NeedsInput():
		return question{p.tool.InputRequests, p.tool.RequestState}, true
	case p.prompt.NeedsInput():
		return question{p.prompt.InputRequests, p.prompt.RequestState}, true
	case p.read.NeedsInput():
		return question{p.read.InputRequests, p.read.RequestState}, true
	}
	return question{}, false
}

// question is an input-required result of a function, of whatever kind.
type question struct {
	requests mcp.InputRequests
	state    string
}

// needed are the capabilities that the requests ask of the client.
func (q question) needed() wire.Capabilities {
	var all wire.Capabilities
	for _, r := range q.requests {
		switch r.Method {
		case mcp.MethodSamplingCreateMessage:
			all |= wire.Sampling
		case mcp.MethodElicitationCreate:
			all |= wire.Elicitation
		case mcp.MethodListRoots:
			all |= wire.Roots
		}
	}
	return all
}

// functionError is an error that an annotated function returned.
type functionError struct{ err error }

func (e *functionError) Error() string { return e.err.Error() }

func (e *functionError) Unwrap() error { return e.err }

// ErrNotFound says that there is no such thing. It is what generated code returns for a function that says so by a bool, and
// what any function may return, itself or wrapped. From the function of a resource it is [ErrResourceNotFound]; from a tool
// it is an error that the model reads, whether errors are masked or not.
var ErrNotFound = errors.New("not found")

// ErrResourceNotFound is what the function of a resource returns, itself or wrapped, when there is no such resource: the
// answer is that for a URI which nothing serves. Return it as well for what this caller may not see, and nobody can tell the
// two apart. From any other function it is an error like any other.
var ErrResourceNotFound = fmt.Errorf("resource %w", ErrNotFound)

// saysNotFound reports whether the error is [ErrNotFound]; one that panics when it is asked is not.
func (e *functionError) saysNotFound() (found bool) {
	defer func() { _ = recover() }()
	return errors.Is(e.err, ErrNotFound)
}

// converted wraps what a function returned: its own error is told apart from ours.
func converted[P, Made any](out P, err error, convert func(P) (*Made, error)) (*Made, error) {
	if err != nil {
		return nil, &functionError{err}
	}
	made, err := convert(out)
	if err == nil && made == nil {
		err = errNoValue
	}
	return made, err
}
