"""The browser shell: shows what the packages below it return."""
