package mcpruntime

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"github.com/mark3labs/mcp-go/mcp"

	"github.com/mcpgen/mcpgen/runtime/internal/jsonscan"
)

// capabilities are what a client declared that it can do when a server asks it.
type capabilities uint8

const (
	canSample capabilities = 1 << iota
	canElicit
	canListRoots
)

// capabilityNames are the protocol's names, in the order of their bits.
var capabilityNames = []string{"sampling", "elicitation", "roots"}

// capabilityNamed is the capability of that name; 0 if there is none.
func capabilityNamed(name string) capabilities {
	for i, known := range capabilityNames {
		if name == known {
			return 1 << i
		}
	}
	return 0
}

// parseCapabilities reads a client's declaration. What is no object declares nothing.
func parseCapabilities(raw []byte) capabilities {
	var declared capabilities
	members, _ := jsonscan.MembersOf(raw)
	for name, value, ok := members.Next(); ok; name, value, ok = members.Next() {
		if string(value) != "null" {
			declared |= capabilityNamed(string(name))
		}
	}
	return declared
}

// ClientCan reports whether the client of the running request has declared a capability: "sampling", "elicitation" or
// "roots". Ask before you ask for input: a request that the client cannot fulfil fails the call.
func ClientCan(ctx context.Context, capability string) bool {
	x := exchangeFrom(ctx)
	return x != nil && x.capabilities&capabilityNamed(capability) != 0
}

// lacks is the error for a client that cannot do what is needed; nil when it can.
func (x *exchange) lacks(needed capabilities) *wireError {
	missing := needed &^ x.capabilities
	if missing == 0 {
		return nil
	}
	data := []byte(`{"requiredCapabilities":{`)
	for i, name := range capabilityNames {
		if missing&(1<<i) != 0 {
			if data[len(data)-1] != '{' {
				data = append(data, ',')
			}
			data = append(appendText(data, name), `:{}`...)
		}
	}
	e := &wireError{
		code: mcp.MISSING_REQUIRED_CLIENT_CAPABILITY, status: http.StatusOK, data: append(data, '}', '}'),
		message: "the client lacks a capability that this needs",
	}
	if x.msg.modern() {
		e.status = http.StatusBadRequest
	}
	return e
}

// needed reads ToolSpec.Needs.
func neededCapabilities(names []string) (capabilities, error) {
	var needed capabilities
	var errs []error
	for _, name := range names {
		one := capabilityNamed(name)
		if one == 0 {
			errs = append(errs, fmt.Errorf("%q is no client capability", name))
		}
		needed |= one
	}
	return needed, errors.Join(errs...)
}
