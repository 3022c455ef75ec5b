# The two commands, for hands that type make. ARGS are passed on: make test ARGS="tests/domain -q"
.PHONY: run test
run:
	@./run $(ARGS)
test:
	@./run test $(ARGS)
