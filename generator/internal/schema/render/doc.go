// Package render writes the JSON Schema of a type: what its decoder takes, and what its encoder makes.
package render
