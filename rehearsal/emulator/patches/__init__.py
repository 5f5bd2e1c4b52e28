"""What the rehearsal changes in the emulator: one patch a file, each saying which text it replaces."""

from . import (
    account_settings,
    asynchronous_calls,
    cloudformation_alarms,
    cloudformation_deletions,
    cloudformation_health_checks,
    cloudformation_log_queries,
    code_modes,
    content_types,
    decrypted_secrets,
    deliveries,
    event_buses,
    function_waits,
    heap,
    idle_functions,
    in_flight,
    key_aliases,
    key_policy_denials,
    lambda_actions,
    lambda_error_names,
    listed_secrets,
    nested_executions,
    principal_arn,
    scheduler,
    schedules,
    secret_arns,
    secure_transport,
    service_roles,
    sfn_branches,
    sfn_errors,
    sfn_execution_end,
    sfn_heartbeats,
    sfn_machine_timeout,
    sfn_task_timeout,
    sfn_task_token,
    sfn_threads,
    sfn_timeout_expressions,
    sfn_token_machine,
    sfn_waits,
    signature_window,
    simulated_policies,
    sns_subscriptions,
    sts_sessions,
)
from .expect import expect_version

# The texts of functions are changed before anything is wrapped around them.
_CHANGES_OF_TEXT = (sfn_waits, sfn_task_timeout, sfn_timeout_expressions, sfn_task_token, sfn_heartbeats, sfn_branches, sfn_errors, deliveries,
                    sfn_token_machine, sns_subscriptions, listed_secrets, decrypted_secrets, secret_arns,
                    account_settings, lambda_actions, function_waits)
# What is wrapped later runs first: an execution's end is decided outside its time-out.
_WRAPPERS = (code_modes, lambda_error_names, sfn_threads, sfn_machine_timeout, sfn_execution_end, schedules, scheduler,
             signature_window, secure_transport, principal_arn, service_roles, nested_executions, cloudformation_alarms,
             cloudformation_deletions, cloudformation_health_checks, cloudformation_log_queries, event_buses, asynchronous_calls, content_types, simulated_policies,
             sts_sessions, key_policy_denials, key_aliases, heap,
             idle_functions)


def install(clock):
    """Installs all patches; returns the register of functions in flight."""
    expect_version()
    for patch in (*_CHANGES_OF_TEXT, *_WRAPPERS):
        patch.install(clock)
    return in_flight.install(clock)
