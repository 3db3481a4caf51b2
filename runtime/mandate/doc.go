// Package mandate turns a bearer token into a verified mandate, or into a refusal with a code.
package mandate
