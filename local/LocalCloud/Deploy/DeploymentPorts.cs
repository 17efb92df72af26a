using LocalCloud.Kernel;

namespace LocalCloud.Deploy;

/// <summary>The services, as deployment uses them.</summary>
public sealed record DeploymentPorts(
    IKeys Keys,
    IRoles Roles,
    IEvents Events,
    IFunctions Functions,
    IStateMachines StateMachines,
    IQueues Queues,
    IBackupVaults Vaults,
    ISchedules Schedules,
    ITopics Topics,
    IAlarms Alarms
);
