package mcpruntime

import (
	"errors"
	"fmt"
	"slices"

	"github.com/mcpgen/mcpgen/runtime/check"
	"github.com/mcpgen/mcpgen/runtime/internal/guard"
)

// Register adds components: all of them, or none and an error. It refuses a component without policy, a name that is
// taken, and an argument check made for other arguments. Generated code calls it. It may be called while the server
// runs; clients that see the components and listen are told that their lists have changed.
func (s *Server) Register(components ...Component) error {
	return s.change(func(next *catalog) error { return s.addAll(next, components) })
}

// Replace is [Server.Register] for components that may exist: those of the same kind and name, or URI, give way, with
// their policy. Callers in between see the old ones or the new ones, never neither.
func (s *Server) Replace(components ...Component) error {
	return s.change(func(next *catalog) error {
		for _, one := range components {
			if one != nil {
				next.remove(one.component().ID.Kind, one.component().key())
			}
		}
		return s.addAll(next, components)
	})
}

// Unregister removes a component, named by its name or, for resources and templates, by its URI. Running calls go on. It
// is an error if there is none.
func (s *Server) Unregister(kind check.Kind, name string) error {
	return s.change(func(next *catalog) error {
		if !next.remove(kind, name) {
			return fmt.Errorf("unregistering %s %q: there is none", kind, name)
		}
		return nil
	})
}

// change publishes a changed copy of the catalog, unless edit fails.
func (s *Server) change(edit func(next *catalog) error) error {
	s.registering.Lock()
	defer s.registering.Unlock()
	next := s.catalog.Load().clone()
	if err := edit(next); err != nil {
		return err
	}
	next.sort()
	s.catalog.Store(next)
	s.listeners.each(func(l *listener) { l.changed("") })
	return nil
}

// addAll adds components to a catalog that is not published yet.
func (s *Server) addAll(next *catalog, components []Component) error {
	var errs []error
	for _, one := range components {
		if one == nil {
			errs = append(errs, errors.New("registering: nil component"))
			continue
		}
		c := *one.component() // a copy: the same value may be registered on several servers
		if err := c.prepare(&s.guard); err != nil {
			errs = append(errs, fmt.Errorf("registering %s %q: %w", c.ID.Kind, c.ID.Name, err))
			continue
		}
		if err := next.add(&c); err != nil {
			errs = append(errs, fmt.Errorf("registering %s %q: %w", c.ID.Kind, c.ID.Name, err))
			continue
		}
		if slices.ContainsFunc(c.Checks, func(one check.Check) bool { return !check.BuiltIn(one) }) {
			s.slowChecks.Store(true)
		}
	}
	return errors.Join(errs...)
}

// prepare completes what decisions of g need; it is called once, before c is shared.
func (c *component) prepare(g *guard.Guard) error {
	if c.broken != nil {
		return c.broken
	}
	var err error
	if c.listing, err = c.list(); err != nil {
		return err
	}
	return g.Prepare(&c.Target, c.input)
}

// ResourceUpdated tells those who have subscribed to a resource, and may read it, that it has changed.
func (s *Server) ResourceUpdated(uri string) {
	s.listeners.each(func(l *listener) {
		if slices.Contains(l.filter.ResourceSubscriptions, uri) || l.id == nil && s.clients.Watches(l.x.session, uri) {
			l.changed(uri)
		}
	})
}
