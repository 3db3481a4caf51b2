package wire

import (
	"errors"
	"fmt"

	"github.com/mcpgen/mcpgen/runtime/internal/jsonscan"
)

// Capabilities are what a client declared that it can do when a server asks it.
type Capabilities uint8

// The capabilities, one bit each.
const (
	Sampling Capabilities = 1 << iota
	Elicitation
	Roots
)

// CapabilityNames are the protocol's names, in the order of their bits.
var CapabilityNames = []string{"sampling", "elicitation", "roots"}

// CapabilityNamed is the capability of that name; 0 if there is none.
func CapabilityNamed(name string) Capabilities {
	for i, known := range CapabilityNames {
		if name == known {
			return 1 << i
		}
	}
	return 0
}

// ParseCapabilities reads a client's declaration. What is no object declares nothing.
func ParseCapabilities(raw []byte) Capabilities {
	var declared Capabilities
	members, _ := jsonscan.MembersOf(raw)
	for name, value, ok := members.Next(); ok; name, value, ok = members.Next() {
		if string(value) != "null" {
			declared |= CapabilityNamed(string(name))
		}
	}
	return declared
}

// CapabilitiesOf reads the names of capabilities.
func CapabilitiesOf(names []string) (Capabilities, error) {
	var needed Capabilities
	var errs []error
	for _, name := range names {
		one := CapabilityNamed(name)
		if one == 0 {
			errs = append(errs, fmt.Errorf("%q is no client capability", name))
		}
		needed |= one
	}
	return needed, errors.Join(errs...)
}
