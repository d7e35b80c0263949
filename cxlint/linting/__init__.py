"""Rules, their checks, configuration, waivers and baseline; the engine that runs them."""
