// Package other is somebody else's.
package other

import "context"

// Repositories is a service of a client.
type Repositories struct{ base }

type base struct{}

// Options are for lists.
type Options struct {
	Page int
}

// Repository is one.
type Repository struct{ Name *string }

// Response is what came beside it.
type Response struct{ unexported int }

// Get fetches a repository.
//
// GitHub API docs: https://example.com/get
func (r *Repositories) Get(ctx context.Context, owner, repo string) (*Repository, *Response, error) {
	name := owner + "/" + repo
	return &Repository{&name}, &Response{}, nil
}

// List lists them.
func (r *Repositories) List(ctx context.Context, owner string, opts *Options) ([]*Repository, *Response, error) {
	return nil, nil, nil
}

func (base) Ping(context.Context) error { return nil }

// Handler is what a server implements.
type Handler interface {
	// Handle does the work.
	Handle(context.Context, *Options) (*Repository, error)
}
