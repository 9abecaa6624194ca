// What the page says, in English and Chinese.

const en = {
  title: 'HappyHorse tasks',
  live: 'live', connecting: 'connecting', reconnecting: 'reconnecting',
  busy: 'too many pages are open',
  all: 'All', filters: 'Filter by state', search: 'Search id, state or error  ( / )',
  UNSEEN: 'Not seen yet', NOT_START: 'Not started', SUBMITTED: 'Submitted', QUEUED: 'Queued',
  IN_PROGRESS: 'Running', OTHER: 'Other', SUCCESS: 'Succeeded', FAILURE: 'Failed',
  GAVE_UP: 'Not waited for',
  state: 'State', id: 'Task', progress: 'Gateway says', age: 'Age', doneBy: 'Expected',
  next: 'Next query', polls: 'Polls', link: 'Video',
  tasks: 'Tasks', empty: 'No task matches.', none: 'no word',
  copy: 'Copy the id', copied: 'Copied',
  done: (age) => `80 % done by ${age}`,
  asksIn: (left) => `asks again in ${left}`, asksNow: 'asking now',
  pollCount: (polls) => `${polls} ${polls === 1 ? 'poll' : 'polls'}`,
  seconds: (s) => `${s} s`, minutes: (m) => `${m} min`, hours: (h, m) => `${h} h ${m} min`,
  kept: 'kept', keeping: 'downloading', expired: 'link expired', left: (left) => `${left} left`,
  times: (speed) => `time runs ${speed} times faster`,
  requests: 'Requests per second', budget: (n) => `of ${n} allowed`,
  doneChart: 'Done per minute', lag: 'Noticed after', lagUnknown: 'no end noticed yet',
  lagValue: (p95) => `median, ${p95} at 95 %`,
  flight: (inFlight, due) => `${inFlight} in flight, ${due} due`,
  paused: (left, reason) => `All queries pause for at least ${left}: ${reason}`,
  keys: 'Keys: j and k move, Enter opens, Esc closes, / searches.',
  close: 'Close', ask: 'Ask now', again: 'Wait again', stop: 'Stop waiting', keep: 'Download',
  save: 'Save file', refused: 'That cannot be done to this task now.',
  refund: 'The gateway refunds a failed task by itself.', failed: 'Why it failed',
  lastError: 'Last failed query', gaveUp: 'Why it is not waited for', timeline: 'Time line',
  notStored: 'The database stores no time line and no raw JSON.',
  raw: 'Last response (links and keys removed)', request: 'Request id',
  sawFor: (polls, from, to) => (polls === 1 ? '1 poll' : `${polls} polls, ${from} to ${to}`),
  gap: (length) => `moved within these ${length}`, back: 'went back', failedPoll: 'failed query',
  submitted: 'submitted', started: 'started', finished: 'finished', watched: 'wait began',
  videoOf: 'The video of this task', playHint: 'from the kept file',
  download: 'Download failed', sorted: 'sort by',
};

const zh = {
  title: 'HappyHorse 任务',
  live: '实时', connecting: '连接中', reconnecting: '正在重连', busy: '打开的页面过多',
  all: '全部', filters: '按状态筛选', search: '搜索编号、状态或错误 ( / )',
  UNSEEN: '尚未查询', NOT_START: '未开始', SUBMITTED: '已提交', QUEUED: '排队中',
  IN_PROGRESS: '处理中', OTHER: '其他', SUCCESS: '成功', FAILURE: '失败', GAVE_UP: '不再等待',
  state: '状态', id: '任务', progress: '网关进度', age: '已用时', doneBy: '预计',
  next: '下次查询', polls: '查询次数', link: '视频',
  tasks: '任务', empty: '没有匹配的任务。', none: '无状态词', copy: '复制编号', copied: '已复制',
  done: (age) => `80 % 在 ${age} 前完成`,
  asksIn: (left) => `${left}后再次查询`, asksNow: '正在查询',
  pollCount: (polls) => `${polls} 次`,
  seconds: (s) => `${s} 秒`, minutes: (m) => `${m} 分`, hours: (h, m) => `${h} 小时 ${m} 分`,
  kept: '已保存', keeping: '下载中', expired: '链接已过期', left: (left) => `剩 ${left}`,
  times: (speed) => `时间加速 ${speed} 倍`,
  requests: '每秒请求数', budget: (n) => `上限 ${n}`,
  doneChart: '每分钟完成', lag: '发现延迟', lagUnknown: '尚无完成的任务',
  lagValue: (p95) => `中位数，95 % ${p95}`,
  flight: (inFlight, due) => `${inFlight} 个查询中，${due} 个到期`,
  paused: (left, reason) => `所有查询至少暂停 ${left}：${reason}`,
  keys: '按键：j、k 移动，Enter 打开，Esc 关闭，/ 搜索。',
  close: '关闭', ask: '立即查询', again: '重新等待', stop: '停止等待', keep: '下载',
  save: '保存文件', refused: '现在无法对此任务执行该操作。',
  refund: '任务失败后网关会自动退费。', failed: '失败原因',
  lastError: '最近一次失败的查询', gaveUp: '不再等待的原因', timeline: '时间线',
  notStored: '数据库不保存时间线和原始 JSON。',
  raw: '最近一次响应（已去除链接与密钥）', request: '请求编号',
  sawFor: (polls, from, to) => (polls === 1 ? '1 次查询' : `${polls} 次查询，${from} 至 ${to}`),
  gap: (length) => `在这 ${length} 内变化`, back: '状态回退', failedPoll: '查询失败',
  submitted: '提交', started: '开始', finished: '完成', watched: '开始等待',
  videoOf: '此任务的视频', playHint: '来自已保存的文件', download: '下载失败', sorted: '排序：',
};

const chinese = (navigator.languages ?? [navigator.language])[0].toLowerCase().startsWith('zh');
export const language = chinese ? 'zh' : 'en';

export function t(key, ...values) {
  const message = (chinese ? zh : en)[key] ?? key;
  return typeof message === 'function' ? message(...values) : message;
}
