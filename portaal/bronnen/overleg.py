"""What waits around consultations: requests, agendas, invitations."""
