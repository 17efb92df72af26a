using LocalCloud.Deploy.Templates;

namespace LocalCloud.Deploy.Resources;

/// <summary>A resource type that the local cloud deploys.</summary>
/// <param name="Name">For example AWS::SQS::Queue.</param>
/// <param name="Properties">The properties it knows; any other is refused by name.</param>
/// <param name="Create">Checks the evaluated properties and makes the resource.</param>
internal sealed record ResourceType(string Name, string[] Properties, Func<NewResource, Created> Create)
{
    private static readonly Dictionary<string, ResourceType> _all = new[]
    {
        FunctionResources.Function,
        FunctionResources.EventInvokeConfig,
        FunctionResources.Permission,
        StateMachineResources.StateMachine,
        EventResources.Bus,
        EventResources.BusPolicy,
        EventResources.Rule,
        RoleResources.Role,
        RoleResources.Policy,
        RoleResources.ServiceLinked,
        BackupResources.Vault,
        KeyResources.Key,
        KeyResources.Alias,
        QueueResources.Queue,
        QueueResources.QueuePolicy,
        LogResources.LogGroup,
        ScheduleResources.Schedule,
        TopicResources.Topic,
        TopicResources.TopicPolicy,
        TopicResources.Subscription,
        AlarmResources.Alarm,
        AlarmResources.Dashboard,
    }.ToDictionary(type => type.Name, StringComparer.Ordinal);

    /// <summary>The type of this name.</summary>
    /// <exception cref="TemplateException">The local cloud does not deploy it.</exception>
    public static ResourceType Named(string name, string where) =>
        _all.GetValueOrDefault(name)
        ?? throw new TemplateException(
            $"{where}.Type",
            $"the local cloud does not deploy {name}. It deploys {string.Join(", ", _all.Keys)}."
        );
}
