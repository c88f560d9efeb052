# Thuiscompagnie. `make run` starts the application, `make test` tests it; the rest is for who builds on it.
# HOST and PORT set the address, THUISCOMPAGNIE_VAR the folder with data, NAAM another set of services.
SHELL := bash
PYTHON3 := $(shell command -v /usr/bin/python3 || command -v python3)
VENV := .venv/bin
NAAM ?= run
ARGS ?=
TESTPROCESSEN ?= 2
# Compiled Python is kept, whatever the shell says: the application starts a dozen programs.
unexport PYTHONDONTWRITEBYTECODE
MET := $(PYTHON3) scripts/diensten.py met --naam

.DEFAULT_GOAL := help
.PHONY: help run test mutatie installeer installeer-tests diensten stop check opmaak demo bench eisen schermen lock scan

help:
	@echo "make run         start de toepassing (installeert wat ontbreekt)"
	@echo "make test        alle tests, ook in de browser"
	@echo "make mutatie     elke toegangsregel één keer weghalen: merkt een test het? (een half uur)"
	@echo "make installeer  alleen installeren"
	@echo "make diensten    alleen PostgreSQL en Redis starten; make stop stopt ze"
	@echo "make check       stijl, types, lagen, sjablonen, migraties, productie-instellingen"
	@echo "make opmaak      de code in de afgesproken vorm zetten"
	@echo "make demo        de voorbeeldgegevens opnieuw zetten"
	@echo "make bench       snelheid, als verhoudingen"
	@echo "make eisen       welke eisen nog geen test hebben"
	@echo "make schermen    de schermbeelden van de handleiding opnieuw maken"
	@echo "make scan        een scanner van webtoepassingen op de voorbeeldgegevens loslaten"
	@echo "make lock        de vaste versies opnieuw bepalen"

run:
	@$(PYTHON3) scripts/start.py

installeer:
	@bash scripts/installeer.sh

installeer-tests:
	@bash scripts/installeer.sh --tests

diensten:
	@bash scripts/installeer.sh
	@$(PYTHON3) scripts/diensten.py start --naam $(NAAM)

stop:
	@DIENSTEN_NAAM=$(NAAM) $(PYTHON3) scripts/start.py --stop

test: installeer-tests
	@$(MET) test -- $(VENV)/python -m pytest -n $(TESTPROCESSEN) --dist loadgroup $(ARGS)

mutatie: installeer-tests
	@$(MET) test -- $(VENV)/python scripts/mutatie.py $(ARGS)

check: installeer-tests
	@$(MET) test -- bash scripts/check.sh

opmaak: installeer-tests
	@$(VENV)/ruff check --fix-only --quiet .
	@$(VENV)/ruff format .

demo: installeer
	@$(MET) $(NAAM) -- bash -c '$(VENV)/python manage.py migrate --database bouw --no-input --verbosity 0 \
		&& $(VENV)/python manage.py laad_referentie && $(VENV)/python manage.py laad_demo --opnieuw'

bench: installeer-tests
	@$(MET) bench -- $(VENV)/python -m tests.bench $(ARGS)

eisen:
	@$(PYTHON3) scripts/eisen.py $(ARGS)

schermen: installeer-tests
	@$(VENV)/python scripts/schermen.py $(ARGS)

scan: installeer-tests
	@$(VENV)/python scripts/scan.py $(ARGS)

lock: installeer-tests
	@bash scripts/lock.sh
