(()=>{"use strict";function dayOf(time,parts={day:"numeric"}){const language=document.documentElement.lang.replace(/^(en)?$/,"en-GB");const timeZone=typeof time==="string"?"UTC":undefined;return new Date(time).toLocaleDateString(language,{month:"long",timeZone,...parts});}
function showRead(){const[,story]=/([^/]+)\/history\//.exec(location.pathname)??[];const{seen,at,previous,read}=visitOf(story);for(const[version,time]of new Map([[previous,read],[seen,at]])){const date=dayOf(time);if(time)one(`[data-version="${version}"] .when`)?.append(make("p","meta",`You read it on ${date}`));}}
addEventListener("DOMContentLoaded",showRead);function one(query,where=document){return where.querySelector(query);}
function all(query,where=document){return[...(where.querySelectorAll(query))];}
function make(tag,name="",...content){const made=document.createElement(tag);if(name)made.className=name;made.append(...content);return made;}
function makeLink(href,...content){const link=make("a","",...content);link.href=href;return link;}
function wordsWith(say,...content){const parts=say("\n").split("\n");return parts.flatMap((words,place)=>(place?[...content,words]:words));}
function keep(key,value){try{localStorage.setItem(`dateline.${key}`,value);}catch{}}
function kept(key){try{return localStorage.getItem(`dateline.${key}`)??"";}catch{return"";}}
function choices(){return document.documentElement.dataset;}
function choose(key,value){choices()[key]=value;keep(key,value);}
function visitOf(story){const[seen=0,previous=0,at=0,read=0]=kept(`seen.${story}`).split(" ").map((one)=>Number(one)||0);return{seen,previous,at,read};}
function noteVisit(story,version){const last=visitOf(story);const isNew=Math.abs(Date.now()-last.at)>30*60e3;const[previous,read]=isNew?[last.seen,last.at]:[last.previous,last.read];const key=`seen.${story}`;const note=()=>keep(key,[version,previous,Date.now(),read].join(" "));note();const text=kept(key);addEventListener("pagehide",()=>kept(key)===text&&note());return{previous,read};}})();