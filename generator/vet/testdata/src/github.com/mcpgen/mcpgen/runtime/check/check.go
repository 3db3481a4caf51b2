// Package check stands for the real one.
package check

import "context"

type Check interface {
	Check(ctx context.Context, r *Request) error
}

type Request struct{}
