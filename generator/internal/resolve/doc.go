// Package resolve turns the directives of a loaded package into components with types and policies.
//
//	scopes ─► checks ─► package and restrict terms ─► components ─► ir.Package
//
// Whatever a directive names must exist and fit: scopes are held against the declared vocabulary, checks against the
// shapes of their functions, arguments against parameters. JSON types come from package schema. Every finding points at
// the word; a component that could not be resolved whole is left out, and the findings keep it from being forgotten.
package resolve
