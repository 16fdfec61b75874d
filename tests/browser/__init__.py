"""Our pages in a real browser, headless. Without Chromium and its driver (Debian: chromium, chromium-driver) these tests skip."""
